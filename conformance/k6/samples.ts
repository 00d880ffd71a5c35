import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { sampleNames } from "./order.ts";

/** What a k6 script of ours says of one request, or of one that it could not make. */
export type Sample = {
  readonly kind: "started" | "ended" | "dropped";
  readonly load: string;
  /** Milliseconds since the epoch, with microseconds. Of a request that ended: when it did. */
  readonly atMs: number;
  /** Of a request that ended: how long it took, in milliseconds. Otherwise how many there are. */
  readonly value: number;
  /** Of a request that ended: its HTTP status, 0 where there was no answer; k6's number for what went wrong; the pod. */
  readonly status: string;
  readonly errorCode: string;
  readonly pod: string;
};

const kinds: ReadonlyMap<string, Sample["kind"]> = new Map([
  [sampleNames.started, "started"],
  [sampleNames.ended, "ended"],
  [sampleNames.dropped, "dropped"],
]);

/** Columns of k6's CSV; those in between depend on its `systemTags`. */
const columns = ["metric_name", "timestamp", "metric_value", "scenario", "status", "error_code", "extra_tags"] as const;

/** The samples of a CSV file that k6 wrote, gzipped or not, in its order: roughly that of time. */
export async function* readSamples(file: string): AsyncGenerator<Sample> {
  let parse: ((line: string) => Sample | undefined) | undefined;
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    try {
      if (parse === undefined) {
        parse = sampleParser(line);
        continue;
      }
      const sample = parse(line);
      if (sample) yield sample;
    } catch (cause) {
      throw new Error(`${file}:${number}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
  if (parse === undefined) throw new Error(`${file} is empty: k6 writes at least the names of columns`);
}

/** By chunks, because a line at a time from `node:readline` takes several times as long. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const raw = createReadStream(file);
  const text = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => text.destroy(error));
  text.setEncoding("utf8");
  let rest = "";
  for await (const chunk of text) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") throw new Error(`${file} ends in the middle of a line: ${rest.slice(0, 100)}`);
}

/** Reads the lines below a line with the names of columns. */
function sampleParser(header: string): (line: string) => Sample | undefined {
  const names = header.split(",");
  const places = columns.map((name) => names.indexOf(name));
  const missing = columns.filter((_, index) => places[index] === -1);
  if (missing.length > 0)
    throw new Error(`k6 wrote no ${missing.join(", ")} column: the script is not one of kubewind`);
  return (line) => {
    const kind = kinds.get(line.slice(0, line.indexOf(",")));
    if (kind === undefined) return undefined;
    // Nothing that the script writes needs quotes: names of loads and pods, and numbers.
    const cells = line.split(",");
    if (cells.length !== names.length) throw new Error(`${cells.length} cells in ${names.length} columns: ${line}`);
    const [, timestamp, value, load, status, errorCode, tags] = places.map((place) => cells[place] ?? "");
    const [atMs, number] = [Number(timestamp) / 1000, Number(value)];
    if (timestamp === "" || !Number.isFinite(atMs) || !Number.isFinite(number) || load === undefined || load === "") {
      throw new Error(`no time, value and scenario in ${line}`);
    }
    const pod = /(?:^|&)pod=([^&]*)/.exec(tags ?? "")?.[1] ?? "";
    return { kind, load, atMs, value: number, status: status ?? "", errorCode: errorCode ?? "", pod };
  };
}
