import { buildPrometheus } from "../../conformance/adapter/build.ts";
import { askOurs, askReal } from "../../conformance/prometheus/ask.ts";
import type { Call } from "../../conformance/prometheus/generate-call.ts";
import { handlerOver } from "../../conformance/prometheus/ours.ts";
import { writeRequest } from "../../conformance/prometheus/remote-write.ts";
import { type RealPrometheus, startPrometheus } from "../../conformance/prometheus/server.ts";
import { GoMissingError } from "../../conformance/upstream/build.ts";
import { labelsOf } from "../../sim/prometheus/promql/labels.ts";
import type { Figure } from "../figure.ts";
import { ratios } from "./bench-queries.ts";
import { loadedStorage } from "./ours.ts";
import { type BenchQuery, benchQueries } from "./queries.ts";
import { type BenchWorld, createWorld, endMs } from "./world.ts";

const port = 39_098;
const warmupCount = 5;
const roundCount = 15;

/** What a comparison with a real server came to, or why there is none. */
export type HttpFigures =
  | { readonly kind: "measured"; readonly figures: readonly Figure[] }
  | { readonly kind: "skipped"; readonly because: string };

/** Milliseconds from a request to the whole JSON: our handler, which has no socket, and a real server on this machine. */
export async function benchHttp(): Promise<HttpFigures> {
  const binary = await buildPrometheus(console.error).catch((error: unknown) => {
    if (error instanceof GoMissingError) return undefined;
    throw error;
  });
  if (binary === undefined)
    return { kind: "skipped", because: "no Go to build it, and none named by KUBEWIND_PROMETHEUS" };
  const world = createWorld();
  const ours = handlerOver(loadedStorage(world), () => endMs);
  const real = await startPrometheus(binary, port);
  try {
    await load(real, world);
    const figures: Figure[] = [];
    for (const query of benchQueries) {
      const call = callOf(query);
      const [own, theirs]: [number[], number[]] = [[], []];
      for (let round = -warmupCount; round < roundCount; round++) {
        const began = performance.now();
        const mine = askOurs(ours, call);
        const between = performance.now();
        const answer = await askReal(real.address, call);
        const ended = performance.now();
        if (mine.body.length !== answer.body.length) throw new Error(`${query.text}: the answers differ`);
        if (round < 0) continue;
        own.push(between - began);
        theirs.push(ended - between);
      }
      figures.push(
        { what: `JSON of: ${query.what}`, unit: "ms", values: own },
        { what: "  the real server over HTTP", unit: "ms", values: theirs },
        { what: "  ours by the real one's", unit: "×", values: ratios(own, theirs), aim: { atMost: 1 } },
      );
    }
    return { kind: "measured", figures };
  } finally {
    await real.stop();
  }
}

/** In slices of time, as a head takes nothing that is older than its newest sample by an hour. */
async function load({ address }: RealPrometheus, { startMs, stepMs, series }: BenchWorld): Promise<void> {
  const [stepsAtOnce, seriesAtOnce] = [70, 200];
  const labelled = series.map(({ labels, values }) => ({ labels: labelsOf(Object.entries(labels)), values }));
  for (let step = 0; step < series[0]!.values.length; step += stepsAtOnce) {
    for (let at = 0; at < labelled.length; at += seriesAtOnce) {
      const part = labelled.slice(at, at + seriesAtOnce).map(({ labels, values }) => ({
        labels,
        samples: values
          .slice(step, step + stepsAtOnce)
          .map((value, index) => [startMs + (step + index) * stepMs, value] as const),
      }));
      const reply = await fetch(`${address}/api/v1/write`, {
        method: "POST",
        headers: { "content-encoding": "snappy", "content-type": "application/x-protobuf" },
        body: new Uint8Array(writeRequest(part)),
      });
      if (!reply.ok) throw new Error(`the samples were not taken: ${await reply.text()}`);
    }
  }
}

function callOf({ text, startMs, endMs: end, stepMs }: BenchQuery): Call {
  const seconds = (ms: number): string => String(ms / 1000);
  const isInstant = stepMs === 0;
  const times: Call["parameters"] = isInstant
    ? [["time", seconds(startMs)]]
    : [
        ["start", seconds(startMs)],
        ["end", seconds(end)],
        ["step", seconds(stepMs)],
      ];
  return {
    method: "POST",
    path: isInstant ? "/api/v1/query" : "/api/v1/query_range",
    parameters: [["query", text], ...times],
  };
}
