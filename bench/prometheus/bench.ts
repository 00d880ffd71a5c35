import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Figure } from "../figure.ts";
import { benchHttp } from "./bench-http.ts";
import { benchPromqlQueries } from "./bench-queries.ts";
import { benchIngestion } from "./ingest.ts";
import { openReal } from "./real.ts";

/** Our Prometheus's figures, beside the real one's or why there are none. */
export interface PrometheusFigures {
  readonly figures: readonly Figure[];
  /** What could not be measured, and why. */
  readonly skipped: readonly string[];
}

/** Ingestion, queries, memory, and a day of a thousand pods. */
export async function benchPrometheus(): Promise<PrometheusFigures> {
  const opened = await openReal();
  const real = opened.kind === "open" ? opened.real : undefined;
  try {
    const engines = [...(await benchIngestion(real)), ...(await benchPromqlQueries(real))];
    const http = await benchHttp();
    const servers = http.kind === "measured" ? http.figures : [];
    const skipped = [
      ...(opened.kind === "missing" ? [`the real engine and head: skipped: ${opened.because}`] : []),
      ...(http.kind === "skipped" ? [`the real server: skipped: ${http.because}`] : []),
    ];
    return { figures: [...engines, ...servers, ...(await benchDayOfPods())], skipped };
  } finally {
    await real?.close();
  }
}

/** In a process of its own, whose memory is measured. */
async function benchDayOfPods(): Promise<readonly Figure[]> {
  const { stdout } = await execa("node", [fileURLToPath(new URL("day-of-pods.ts", import.meta.url))]);
  const { seconds, bytesMost }: { readonly seconds: number; readonly bytesMost: number } = JSON.parse(stdout);
  const what = "24 h: 1,000 pods × 30 series at 15 s, adapter every 30 s";
  return [
    { what, unit: "s", values: [seconds], aim: { atMost: 60 } },
    { what: "  most memory of the process", unit: "MiB", values: [bytesMost / 2 ** 20], aim: { atMost: 1024 } },
  ];
}
