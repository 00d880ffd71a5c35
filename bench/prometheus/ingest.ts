import { scrapeConfigOf } from "../../fixtures/prometheus.ts";
import { createKernel } from "../../sim/kernel/kernel.ts";
import type { Label } from "../../sim/prometheus/promql/labels.ts";
import type { ScrapeReply } from "../../sim/prometheus/scrape/ports.ts";
import { createScrapeManager } from "../../sim/prometheus/scrape/scrape-manager.ts";
import { createStorage, type Storage } from "../../sim/prometheus/storage/storage.ts";
import { plus, seconds, simTime } from "../../sim/units.ts";
import type { Figure } from "../figure.ts";
import { ratios } from "./bench-queries.ts";
import { collectGarbage } from "./garbage.ts";
import type { RealPrometheus } from "./real.ts";

const targetCount = 200;
const seriesPerTarget = 30;
const scrapeCount = 240;
const stepSeconds = 15;
const roundCount = 5;
const startMs = 1_700_000_000_000;

/**
 * Samples a second that are scraped and stored: a target's text read by our parser, the same without text, and the text read by
 * the real parser into the real head, which writes no log.
 */
export async function benchIngestion(real: RealPrometheus | undefined): Promise<readonly Figure[]> {
  const targets = Array.from({ length: targetCount }, (_, target) => expositionsOf(target));
  const [texts, typed, theirs]: [Measured[], Measured[], Measured[]] = [[], [], []];
  for (let round = -1; round < roundCount; round++) {
    const first = scrapeAll((target, turn) => textReply(targets[target]![turn % targets[target]!.length]!));
    const second = scrapeAll(typedReplies());
    const answer = await real?.ask({
      ingest: { targets, scrapes: scrapeCount, startMs, stepMs: stepSeconds * 1000 },
    });
    if (round < 0) continue;
    texts.push(first);
    typed.push(second);
    if (answer !== undefined) theirs.push({ ...answer, perSecond: answer.total / answer.seconds });
  }
  const [speeds, sizes] = [
    (measured: readonly Measured[]) => measured.map(({ perSecond }) => perSecond),
    (measured: readonly Measured[]) => measured.map(({ bytesPerSeries }) => bytesPerSeries),
  ];
  const own: readonly Figure[] = [
    { what: "samples scraped from text", unit: "/s", values: speeds(texts) },
    { what: "samples scraped without text", unit: "/s", values: speeds(typed) },
    { what: `memory of a series of ${scrapeCount} samples`, unit: "B", values: sizes(texts) },
  ];
  if (real === undefined) return own;
  return [
    ...own,
    { what: "  the real head's samples from text", unit: "/s", values: speeds(theirs) },
    { what: "  ours by the real one's", unit: "×", values: ratios(speeds(texts), speeds(theirs)), aim: { atLeast: 1 } },
    { what: "  the real head's memory of a series", unit: "B", values: sizes(theirs) },
  ];
}

interface Measured {
  readonly perSecond: number;
  readonly bytesPerSeries: number;
}

/** What a target exposes, in turn. */
const expositionsOf = (target: number): readonly string[] =>
  Array.from({ length: 8 }, (_, turn) =>
    Array.from({ length: seriesPerTarget / 3 }, (_, family) => {
      const name = `http_requests_${family}_total`;
      const lines = ["200", "404", "500"].map(
        (code, at) =>
          `${name}{code="${code}",method="GET",path="/api/v1/items"} ${valueAt(target, family * 3 + at, turn)}`,
      );
      return `# HELP ${name} Requests by their answer.\n# TYPE ${name} counter\n${lines.join("\n")}\n`;
    }).join(""),
  );

const valueAt = (target: number, series: number, turn: number): number => (target + 1) * (series + 3) * (turn + 1);

const textReply = (body: string): ScrapeReply => ({
  ...{ kind: "text", status: 200, reason: "OK", contentType: "text/plain; version=0.0.4", body },
});

function typedReplies(): (target: number, turn: number) => ScrapeReply {
  const lists = Array.from({ length: targetCount }, () =>
    Array.from({ length: seriesPerTarget }, (_, at): readonly Label[] => [
      ["__name__", `http_requests_${Math.floor(at / 3)}_total`],
      ["code", ["200", "404", "500"][at % 3]!],
      ["method", "GET"],
      ["path", "/api/v1/items"],
    ]),
  );
  const values = new Float64Array(seriesPerTarget);
  return (target, turn) => {
    for (let at = 0; at < values.length; at++) values[at] = valueAt(target, at, turn % 8);
    return { kind: "samples", series: lists[target]!, values };
  };
}

/** Lets a Prometheus of ours scrape all targets so often; the samples of its reports are not counted. */
function scrapeAll(reply: (target: number, turn: number) => ScrapeReply): Measured {
  const before = collectGarbage();
  const start = simTime(startMs * 1000);
  const kernel = createKernel({ start, seed: 1, eventsMax: Number.POSITIVE_INFINITY });
  const storage: Storage = createStorage({ reachMilliseconds: Infinity });
  const places = new Map(Array.from({ length: targetCount }, (_, target) => [`http://t${target}:80/metrics`, target]));
  const turns = new Uint32Array(targetCount);
  const manager = createScrapeManager({
    ...{ kernel, storage, offsetSeed: 1n, isRunning: () => true },
    scrape: ({ url }, done) => {
      const target = places.get(url)!;
      done(reply(target, turns[target]!++));
    },
  });
  manager.applyConfig([scrapeConfigOf()]);
  const targets = [...places.values()].map((target): readonly Label[] => [["__address__", `t${target}:80`]]);
  manager.updateTargets(new Map([["app", [{ source: "bench", labels: [], targets }]]]));
  const began = performance.now();
  kernel.advanceTo(plus(start, seconds(stepSeconds * scrapeCount)));
  const perMs = (turns.reduce((total, count) => total + count, 0) * seriesPerTarget) / (performance.now() - began);
  const bytesPerSeries = (collectGarbage() - before) / storage.statistics().seriesCount;
  return { perSecond: perMs * 1000, bytesPerSeries };
}
