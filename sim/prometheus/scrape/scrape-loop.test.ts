import { expect, test } from "vitest";
import { printedSamples, relabelRulesOf, scrapeConfigOf, targetAt } from "../../../fixtures/prometheus.ts";
import { createKernel, type Kernel } from "../../kernel/kernel.ts";
import { milliseconds, plus, type SimTime, seconds, simTime } from "../../units.ts";
import { createStorage, type Storage } from "../storage/storage.ts";
import type { ScrapeReply, ScrapeRequest } from "./ports.ts";
import type { ScrapeConfig } from "./scrape-config.ts";
import { createScrapePool, type ScrapePool } from "./scrape-pool.ts";

/** A multiple of the interval. */
const zero = simTime(1_700_000_010_000_000);

type Answer = ScrapeReply | { readonly after: number; readonly reply: ScrapeReply };

interface Bed {
  readonly kernel: Kernel;
  readonly storage: Storage;
  readonly pool: ScrapePool;
  readonly requests: ScrapeRequest[];
  readonly at: (secondsAfter: number) => SimTime;
  readonly samples: (name: string) => readonly string[];
}

/** A pool whose targets answer one after the other from a list, the last answer again and again. */
function bed(answers: readonly Answer[], changed: Partial<ScrapeConfig> = {}): Bed {
  const kernel = createKernel({ start: zero, seed: 1, eventsMax: 10_000 });
  const storage = createStorage({ reachMilliseconds: Infinity });
  const requests: ScrapeRequest[] = [];
  const scrape = (request: ScrapeRequest, done: (reply: ScrapeReply) => void): void => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    if (answer === undefined) return;
    if ("after" in answer) kernel.after(milliseconds(answer.after), () => done(answer.reply));
    else done(answer);
  };
  const pool = createScrapePool(scrapeConfigOf(changed), {
    kernel,
    storage,
    scrape,
    offsetSeed: phaseless(changed),
    isRunning: () => true,
  });
  const at = (secondsAfter: number): SimTime => plus(zero, seconds(secondsAfter));
  return { kernel, storage, pool, requests, at, samples: (name) => printedSamples(storage, name, zero / 1000) };
}

/** The hash of the target `a:80` of the job, so that its phase is zero. */
function phaseless(changed: Partial<ScrapeConfig>): bigint {
  const kernel = createKernel({ start: zero, seed: 1, eventsMax: 10 });
  const services = {
    kernel,
    storage: createStorage({ reachMilliseconds: 1 }),
    scrape: () => undefined,
    offsetSeed: 0n,
    isRunning: () => true,
  };
  const pool = createScrapePool(scrapeConfigOf(changed), services);
  pool.sync([group("a:80")]);
  return pool.active()[0]?.target.hash ?? 0n;
}

const group = (...addresses: readonly string[]) => ({ source: "test", labels: [], targets: addresses.map(targetAt) });

const text = (body: string, status = 200, reason = "OK"): ScrapeReply => ({
  ...{ kind: "text", status, reason, contentType: "text/plain; version=0.0.4", body },
});

const series = "{instance=a:80,job=app}";

test("a target is scraped at its phase, and reported on", () => {
  const { kernel, pool, requests, samples, at } = bed([{ after: 250, reply: text("m 1\nn 2\n") }]);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(31));
  expect(requests.map(({ url, accept, timeout }) => ({ url, accept, timeout }))).toEqual([
    { url: "http://a:80/metrics", accept: "*/*", timeout: seconds(10) },
    { url: "http://a:80/metrics", accept: "*/*", timeout: seconds(10) },
  ]);
  expect(samples("m")).toEqual([`${series} 15=1 30=1`]);
  expect(samples("up")).toEqual([`${series} 15=1 30=1`]);
  expect(samples("scrape_duration_seconds")).toEqual([`${series} 15=0.25 30=0.25`]);
  expect(samples("scrape_samples_scraped")).toEqual([`${series} 15=2 30=2`]);
  expect(samples("scrape_samples_post_metric_relabeling")).toEqual([`${series} 15=2 30=2`]);
  expect(samples("scrape_series_added")).toEqual([`${series} 15=2 30=0`]);
  expect(samples("scrape_timeout_seconds")).toEqual([]);
});

test("a series that is no longer exposed ends, and may begin again", () => {
  const { kernel, pool, samples, at } = bed([text("m 1\nn 2\n"), text("n 2\n"), text("m 3\n")]);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(46));
  expect(samples("m")).toEqual([`${series} 15=1 30=stale 45=3`]);
  expect(samples("n")).toEqual([`${series} 15=2 30=2 45=stale`]);
  expect(samples("scrape_series_added")).toEqual([`${series} 15=2 30=0 45=1`]);
});

const failures: readonly (readonly [title: string, answer: Answer | undefined, error: string])[] = [
  [
    "a refused connection",
    { kind: "failure", text: "dial tcp 10.0.0.1:80: connect: connection refused" },
    'Get "http://a:80/metrics": dial tcp 10.0.0.1:80: connect: connection refused',
  ],
  ["a target that never answers", undefined, 'Get "http://a:80/metrics": context deadline exceeded'],
  ["a late answer", { after: 11_000, reply: text("m 1\n") }, 'Get "http://a:80/metrics": context deadline exceeded'],
  [
    "another status than 200",
    text("oops", 500, "Internal Server Error"),
    "server returned HTTP status 500 Internal Server Error",
  ],
  [
    "a body that is no exposition",
    text("m 1\n<html>\n"),
    'expected a valid start token, got "<" ("INVALID") while parsing: "<"',
  ],
  [
    "no Content-Type",
    { kind: "text", status: 200, reason: "OK", contentType: "", body: "m 1\n" },
    "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target",
  ],
];

test.for(failures)("%s fails the scrape: the target is down and its series end", ([, answer, error]) => {
  const answers = answer === undefined ? [text("m 1\n")] : [text("m 1\n"), answer];
  const { kernel, pool, samples, at } = bed(answer === undefined ? [] : answers);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(42));
  expect(pool.active()[0]?.loop.lastScrape()?.error).toBe(error);
  if (answer !== undefined && !("kind" in answer && answer.kind === "text" && answer.body.startsWith("m"))) {
    expect(samples("m")).toEqual([`${series} 15=1 30=stale`]);
  }
  expect(samples("up").join().endsWith("30=0")).toBe(true);
});

test("samples with timestamps of their own do not end with their series, unless that is asked for", () => {
  const answers = [text(`m 1 ${zero / 1000 + 14_000}\n`), text("n 1\n")];
  const plain = bed(answers);
  plain.pool.sync([group("a:80")]);
  plain.kernel.advanceTo(plain.at(31));
  expect(plain.samples("m")).toEqual([`${series} 14=1`]);
  const tracked = bed(answers, { trackTimestampsStaleness: true });
  tracked.pool.sync([group("a:80")]);
  tracked.kernel.advanceTo(tracked.at(31));
  expect(tracked.samples("m")).toEqual([`${series} 14=1 30=stale`]);
  const ignored = bed(answers, { honorTimestamps: false });
  ignored.pool.sync([group("a:80")]);
  ignored.kernel.advanceTo(ignored.at(16));
  expect(ignored.samples("m")).toEqual([`${series} 15=1`]);
});

test("labels of the target win, and the exposed ones are renamed; or the other way round", () => {
  const body = 'm{instance="x",exported_instance="y",job="z"} 1\n';
  const plain = bed([text(body)]);
  plain.pool.sync([group("a:80")]);
  plain.kernel.advanceTo(plain.at(16));
  expect(plain.samples("m")).toEqual([
    "{exported_exported_instance=x,exported_instance=y,exported_job=z,instance=a:80,job=app} 15=1",
  ]);
  const honored = bed([text(body)], { honorLabels: true });
  honored.pool.sync([group("a:80")]);
  honored.kernel.advanceTo(honored.at(16));
  expect(honored.samples("m")).toEqual(["{exported_instance=y,instance=x,job=z} 15=1"]);
});

test("metric relabelling drops samples, which count as scraped only", () => {
  const metricRelabelRules = relabelRulesOf([{ action: "drop", sourceLabels: ["__name__"], regex: "m" }]);
  const { kernel, pool, samples, at } = bed([text("m 1\nn 1\nm 2\nn 3\n")], { metricRelabelRules });
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(16));
  expect(samples("m")).toEqual([]);
  expect(samples("n")).toEqual([`${series} 15=1`]);
  expect(samples("scrape_samples_scraped")).toEqual([`${series} 15=4`]);
  expect(samples("scrape_samples_post_metric_relabeling")).toEqual([`${series} 15=2`]);
  expect(pool.active()[0]?.loop.lastScrape()?.leftOut.duplicates).toBe(1);
});

const limits: readonly (readonly [Partial<ScrapeConfig>, string])[] = [
  [{ sampleLimit: 1 }, "sample limit exceeded"],
  [{ bodySizeLimitBytes: 10 }, "body size limit exceeded"],
  [{ labelLimit: 3 }, "label_limit exceeded (metric: metric, number of labels: 4, limit: 3)"],
  [
    { labelNameLengthLimit: 7 },
    "label_name_length_limit exceeded (metric: metric, label name: __name__, length: 8, limit: 7)",
  ],
  [
    { labelValueLengthLimit: 5 },
    'label_value_length_limit exceeded (metric: metric, label name: __name__, value: "metric", length: 6, limit: 5)',
  ],
];

test.for(limits)("%j fails the scrape", ([limit, error]) => {
  const { kernel, pool, samples, at } = bed([text('metric{a="bcdefg"} 1\nother 1\n')], {
    ...limit,
    extraScrapeMetrics: true,
  });
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(16));
  expect(pool.active()[0]?.loop.lastScrape()?.error).toBe(error);
  expect([...samples("metric"), ...samples("other")]).toEqual([]);
  expect(samples("up")).toEqual([`${series} 15=0`]);
  expect(samples("scrape_timeout_seconds")).toEqual([`${series} 15=10`]);
  expect(samples("scrape_sample_limit")).toEqual([`${series} 15=${limit.sampleLimit ?? 0}`]);
  const bytes = limit.bodySizeLimitBytes === undefined ? 29 : -1;
  expect(samples("scrape_body_size_bytes")).toEqual([`${series} 15=${bytes}`]);
});

test("more targets than the limit are not scraped at all", () => {
  const { kernel, pool, requests, samples, at } = bed([text("m 1\n")], { targetLimit: 1 });
  pool.sync([group("a:80", "b:80")]);
  kernel.advanceTo(at(31));
  expect(requests).toEqual([]);
  expect(samples("up")).toHaveLength(2);
  expect(pool.active()[0]?.loop.lastScrape()?.error).toBe("target_limit exceeded (number of targets: 2, limit: 1)");
});

test("the series of a target that is gone end when its next scrape would have been, told later", () => {
  const { kernel, pool, samples, at } = bed([text("m 1\n")]);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(20));
  pool.sync([]);
  kernel.advanceTo(at(46.4));
  expect(samples("m")).toEqual([`${series} 15=1`]);
  kernel.advanceTo(at(46.5));
  expect(samples("m")).toEqual([`${series} 15=1 30=stale`]);
  expect(samples("up")).toEqual([`${series} 15=1 30=stale`]);
});

test("a target that comes back before does not end", () => {
  const { kernel, pool, samples, at } = bed([text("m 1\n")]);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(20));
  pool.sync([]);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(50));
  expect(samples("m")).toEqual([`${series} 15=1 30=1 45=1`]);
});

test("a reload goes on with the series it knows when they stay the same", () => {
  const { kernel, pool, samples, at } = bed([text("m 1\n")]);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(16));
  pool.reload(scrapeConfigOf({ scrapeTimeout: seconds(5) }));
  kernel.advanceTo(at(80));
  expect(samples("m")).toEqual([`${series} 15=1 30=1 45=1 60=1 75=1`]);
  expect(samples("scrape_series_added")).toEqual([`${series} 15=1 30=0 45=0 60=0 75=0`]);
});

test("samples handed over without text become the same series as with it", () => {
  const lists = [["m", "n"], ["n"]].map((names) =>
    names.map(
      (name) =>
        [
          ["__name__", name],
          ["a", "b"],
        ] as const,
    ),
  );
  const handed = (at: number, ...values: readonly number[]): ScrapeReply => ({
    ...{ kind: "samples", series: lists[at] ?? [], values: Float64Array.from(values) },
  });
  const bare = bed([handed(0, 1, 2), handed(0, 3, 4), handed(1, 5), handed(0, 6, 7)]);
  const texts = ['m{a="b"} 1\nn{a="b"} 2\n', 'm{a="b"} 3\nn{a="b"} 4\n', 'n{a="b"} 5\n', 'm{a="b"} 6\nn{a="b"} 7\n'];
  const texted = bed(texts.map((body) => text(body)));
  for (const { kernel, pool, at } of [bare, texted]) {
    pool.sync([group("a:80")]);
    kernel.advanceTo(at(61));
  }
  expect(bare.samples("m")).toEqual(["{a=b,instance=a:80,job=app} 15=1 30=3 45=stale 60=6"]);
  for (const name of ["m", "n", "up", "scrape_samples_scraped", "scrape_series_added"]) {
    expect(bare.samples(name)).toEqual(texted.samples(name));
  }
});

test("samples handed over without text survive a scrape that failed and one that was empty", () => {
  const series = [[["__name__", "m"] as const]];
  const handed = (value: number): ScrapeReply => ({ kind: "samples", series, values: Float64Array.of(value) });
  const refused: ScrapeReply = { kind: "failure", text: "dial tcp 10.0.0.1:80: connect: connection refused" };
  const answers = [handed(1), handed(2), refused, handed(3), handed(4), text(""), handed(5), refused];
  const { kernel, pool, samples, at } = bed(answers);
  pool.sync([group("a:80")]);
  kernel.advanceTo(at(121));
  expect(samples("m")).toEqual(["{instance=a:80,job=app} 15=1 30=2 45=stale 60=3 75=4 90=stale 105=5 120=stale"]);
  expect(samples("up")).toEqual(["{instance=a:80,job=app} 15=1 30=1 45=0 60=1 75=1 90=1 105=1 120=0"]);
});

test("a text that changes in its values alone is stored like one that is read anew each time", () => {
  const head = "# HELP m help\n# TYPE m counter\n";
  const values = ["1", "2", "3.5", "NaN", "5", "-0", "7e2", "nonsense", "9", "10", "11"];
  const bodies = values.map((value, at) => `${head}m{a="b"} ${value}\nn ${at}\ngone ${at}\n${at === 5 ? "o 1\n" : ""}`);
  const metricRelabelRules = relabelRulesOf([{ action: "drop", sourceLabels: ["__name__"], regex: "gone" }]);
  const changed = { metricRelabelRules, extraScrapeMetrics: true };
  const known = bed(
    bodies.map((body) => text(body)),
    changed,
  );
  const anew = bed(
    bodies.map((body, at) => text(`${body}# turn ${at % 10}\n`)),
    changed,
  );
  for (const { kernel, pool, at } of [known, anew]) {
    pool.sync([group("a:80")]);
    kernel.advanceTo(at(15 * values.length + 1));
  }
  expect(known.samples("m")).toEqual([
    "{a=b,instance=a:80,job=app} 15=1 30=2 45=3.5 60=NaN 75=5 90=0 105=700 120=stale 135=9 150=10 165=11",
  ]);
  const reports = ["up", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added"];
  for (const name of ["m", "n", "o", "gone", "scrape_timeout_seconds", ...reports]) {
    expect(known.samples(name)).toEqual(anew.samples(name));
  }
  expect(known.pool.active()[0]?.loop.cache.metadata()).toMatchObject([{ family: "m", type: "counter", help: "help" }]);
});

test("two targets of the same series take turns, as the real one has it", () => {
  const relabelRules = relabelRulesOf([{ targetLabel: "instance", replacement: "one" }]);
  const targets = [group("a:80"), group("b:80")];
  const known = bed([text("m 1\n")], { relabelRules });
  const anew = bed(
    Array.from({ length: 40 }, (_, at) => text(`m 1\n# turn ${at}\n`)),
    { relabelRules },
  );
  for (const { kernel, pool, at } of [known, anew]) {
    pool.sync(targets);
    kernel.advanceTo(at(200));
  }
  expect(known.requests.length).toBeGreaterThan(20);
  for (const name of ["m", "up"]) {
    expect(known.samples(name)).toEqual(anew.samples(name));
    expect(known.samples(name)[0]?.split(" ").length).toBeGreaterThan(20);
  }
});
