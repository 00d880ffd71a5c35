import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { failureReason } from "./account.ts";
import { readLoadResults } from "./results.ts";

const recorded = "fixtures/recorded/k6/load.csv.gz";
const loads = ["steps", "clients", "silent", "nobody"];

/** Rows of the recording by the names of their columns. */
function recordedRows(metric: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = gunzipSync(readFileSync(recorded)).toString().trimEnd().split("\n");
  const names = header.split(",");
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", cell])),
  );
  return rows.filter((row) => row["metric_name"] === metric);
}

test("tells what became of each load that a real k6 played", async () => {
  const results = await readLoadResults(recorded, loads);
  const accounts = [...results.values()].map(({ load, started, served, failed, dropped, byPod, unfinished }) => ({
    ...{ load, started, served, failed, dropped, byPod, unfinished },
  }));
  expect(accounts).toMatchInlineSnapshot(`
    [
      {
        "byPod": {
          "web-a": 7,
          "web-b": 11,
        },
        "dropped": 0,
        "failed": {
          "503": 2,
        },
        "load": "steps",
        "served": 18,
        "started": 20,
        "unfinished": 0,
      },
      {
        "byPod": {
          "web-a": 5,
          "web-b": 3,
        },
        "dropped": 0,
        "failed": {},
        "load": "clients",
        "served": 8,
        "started": 8,
        "unfinished": 0,
      },
      {
        "byPod": {
          "web-a": 3,
          "web-b": 4,
        },
        "dropped": 8,
        "failed": {
          "1050": 1,
        },
        "load": "silent",
        "served": 7,
        "started": 8,
        "unfinished": 0,
      },
      {
        "byPod": {},
        "dropped": 0,
        "failed": {
          "1212": 3,
        },
        "load": "nobody",
        "served": 0,
        "started": 3,
        "unfinished": 0,
      },
    ]
  `);
});

test("counts as many answers as k6 does itself, of each status", async () => {
  const results = await readLoadResults(recorded, loads);
  const ours = [...results.values()].flatMap(({ load, served, failed }) => [
    ...Array.from({ length: served }, () => `${load} 200`),
    ...Object.entries(failed).flatMap(([key, count]) =>
      Array.from({ length: count }, () => `${load} ${key.length === 3 ? key : "0"}`),
    ),
  ]);
  const theirs = recordedRows("http_reqs").map(({ scenario, status }) => `${scenario} ${status}`);
  expect(ours.sort()).toEqual(theirs.sort());
});

test("a response takes as long as k6 says, and what it waits for a connection", async () => {
  const { response } = (await readLoadResults(recorded, loads)).get("steps")!;
  const [blocked, duration] = ["http_req_blocked", "http_req_duration"].map((metric) =>
    recordedRows(metric)
      .filter(({ scenario, status }) => scenario === "steps" && status === "200")
      .reduce((sum, { metric_value }, _, rows) => sum + Number(metric_value) / rows.length / 1000, 0),
  );
  const theirs = (blocked ?? 0) + (duration ?? 0);
  expect(response?.meanSeconds).toBeGreaterThanOrEqual(theirs);
  expect(response?.meanSeconds).toBeLessThan(theirs + 0.002);
});

test("a request counts from when it began, which is its answer's time less how long it took", async () => {
  const { beganMs } = (await readLoadResults(recorded, loads)).get("clients")!;
  const ends = recordedRows("http_req_duration").filter(({ scenario }) => scenario === "clients");
  const blocked = recordedRows("http_req_blocked").filter(({ scenario }) => scenario === "clients");
  const begins = ends
    .map(
      (row, index) =>
        Number(row["timestamp"]) / 1000 - Number(row["metric_value"]) - Number(blocked[index]?.["metric_value"]),
    )
    .sort((a, b) => a - b);
  expect(begins).toHaveLength(beganMs.length);
  expect(begins.filter((at, index) => Math.abs(at - beganMs[index]!) > 5)).toEqual([]);
});

test("seconds follow each other and add up to the whole", async () => {
  for (const { seconds, started, served, dropped } of (await readLoadResults(recorded, loads)).values()) {
    const sums = seconds.reduce(
      (sum, second) => ({
        started: sum.started + second.started,
        served: sum.served + second.served,
        dropped: sum.dropped + second.dropped,
      }),
      { started: 0, served: 0, dropped: 0 },
    );
    expect(seconds.map(({ second }) => second)).toEqual(seconds.map((_, index) => seconds[0]!.second + index));
    expect(sums).toEqual({ started, served, dropped });
  }
});

const header = "metric_name,timestamp,metric_value,error_code,scenario,status,extra_tags,metadata";

function fileOf(lines: readonly string[], name = "load.csv"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "k6-results-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, name);
  const text = lines.map((line) => `${line}\n`).join("");
  writeFileSync(file, name.endsWith(".gz") ? gzipSync(text) : text);
  return file;
}

const started = (micros: number): string => `kubewind_started,${micros},1.000000,,web,,,`;
const ended = (micros: number, ms: number, pod = "a"): string =>
  `kubewind_ended,${micros},${ms}.000000,0,web,200,pod=${pod},`;

test("what ends counts in the second of its end, what begins in that of its beginning", async () => {
  const file = fileOf([
    header,
    started(10_900_000),
    started(12_000_000),
    ended(12_100_000, 1200, "a"),
    ended(12_100_500, 100, "b"),
  ]);
  const account = { started: 0, served: 0, failed: {}, dropped: 0, byPod: {} };
  expect((await readLoadResults(file, ["web"])).get("web")).toEqual({
    load: "web",
    ...{ started: 2, served: 2, failed: {}, dropped: 0, byPod: { a: 1, b: 1 }, unfinished: 0 },
    response: { meanSeconds: 0.65, p95Seconds: 1.2, maxSeconds: 1.2 },
    beganMs: [10_900, 12_000],
    seconds: [
      { second: 10, ...account, started: 1 },
      { second: 11, ...account },
      {
        ...{ second: 12, ...account, started: 1, served: 2, byPod: { a: 1, b: 1 } },
        response: { meanSeconds: 0.65, p95Seconds: 1.2, maxSeconds: 1.2 },
      },
    ],
  });
});

test("a request whose end is not known is unfinished", async () => {
  const file = fileOf([header, started(1_000_000), started(2_000_000), ended(2_100_000, 100)]);
  expect((await readLoadResults(file, ["web"])).get("web")).toMatchObject({ started: 2, served: 1, unfinished: 1 });
});

test("the 95th percentile is the shortest time that 95 % did not exceed", async () => {
  const answers = Array.from({ length: 40 }, (_, index) => ended(1_000_000 + index, index + 1));
  const file = fileOf([header, ...answers], "load.csv.gz");
  const { response } = (await readLoadResults(file, ["web"])).get("web")!;
  expect(response).toEqual({ meanSeconds: expect.closeTo(0.0205, 9), p95Seconds: 0.038, maxSeconds: 0.04 });
});

test("a load that made no request has a result", async () => {
  const { started: count, seconds } = (await readLoadResults(fileOf([header]), ["web"])).get("web")!;
  expect({ count, seconds }).toEqual({ count: 0, seconds: [] });
});

test("samples of a load that is not ours are refused", async () => {
  const file = fileOf([header, started(1_000_000)]);
  await expect(readLoadResults(file, ["other"])).rejects.toThrow(`${file}: load web is none of other`);
});

test.for([
  {
    what: "has no columns of ours",
    lines: ["metric_name,timestamp", ""],
    message: /:1: k6 wrote no metric_value, scenario/,
  },
  { what: "is empty", lines: [], message: /load\.csv is empty/ },
  { what: "has a line with too few cells", lines: [header, "kubewind_started,1"], message: /:2: 2 cells in 8 columns/ },
  {
    what: "has a time that is none",
    lines: [header, "kubewind_started,x,1,,web,,,"],
    message: /:2: no time, value and/,
  },
])("a file that $what is refused", async ({ lines, message }) => {
  await expect(readLoadResults(fileOf(lines), ["web"])).rejects.toThrow(message);
});

test("a file that breaks off is refused", async () => {
  const [half, whole] = [fileOf([header, started(1)]), fileOf([header, started(1_000_000)], "load.csv.gz")];
  writeFileSync(half, `${header}\nkubewind_star`);
  await expect(readLoadResults(half, ["web"])).rejects.toThrow("ends in the middle of a line: kubewind_star");
  writeFileSync(whole, readFileSync(whole).subarray(0, -12));
  await expect(readLoadResults(whole, ["web"])).rejects.toThrow("unexpected end of file");
  await expect(readLoadResults("no/such/load.csv.gz", ["web"])).rejects.toThrow("ENOENT");
});

test("failures have reasons", () => {
  expect(["503", "1050", "1212", "1299"].map(failureReason)).toEqual([
    "answered with 503",
    "no answer within the timeout",
    "connection refused",
    "k6 error 1299",
  ]);
});
