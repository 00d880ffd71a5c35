/**
 * A day of 1,000 pods with 30 series each, scraped every 15 seconds, and of an adapter's query for a hundred of them every 30
 * seconds: prints the seconds it took and the most memory that the process had, as JSON. `node bench/prometheus/day-of-pods.ts`
 */

import { scrapeConfigOf } from "../../fixtures/prometheus.ts";
import { createKernel } from "../../sim/kernel/kernel.ts";
import type { Label } from "../../sim/prometheus/promql/labels.ts";
import type { ExposedSamples } from "../../sim/prometheus/scrape/ports.ts";
import { createScrapeManager } from "../../sim/prometheus/scrape/scrape-manager.ts";
import { createStorage } from "../../sim/prometheus/storage/storage.ts";
import { plus, seconds, simTime } from "../../sim/units.ts";
import { engineOver } from "./ours.ts";

const podCount = 1000;
const askedPods = 100;
const seriesPerPod = 30;
const daySeconds = 86_400;
/** The longest range of a rule or query, with room. */
const reachMilliseconds = 600_000;

const start = simTime(1_700_000_000_000_000);

const podName = (pod: number): string => `web-7d9c5b8f6d-${pod}`;

/** Thirty counters of one pod, which have risen with every scrape. */
function exposedBy(pod: number): () => ExposedSamples {
  const series = Array.from({ length: seriesPerPod }, (_, at): readonly Label[] => [
    ["__name__", `requests_${at % 10}_total`],
    ["code", ["200", "404", "500"][at % 3]!],
    ["path", `/${at}`],
  ]);
  const values = new Float64Array(seriesPerPod);
  return () => {
    for (let at = 0; at < seriesPerPod; at++) values[at]! += at + (pod % 7);
    return { kind: "samples", series, values };
  };
}

function playDay(): { readonly seconds: number; readonly samples: number; readonly bytesMost: number } {
  const kernel = createKernel({ start, seed: 1, eventsMax: Number.POSITIVE_INFINITY });
  const storage = createStorage({ reachMilliseconds });
  const pods = new Map(
    Array.from({ length: podCount }, (_, pod) => [`http://10.0.${pod >> 8}.${pod & 255}:8080/metrics`, exposedBy(pod)]),
  );
  const manager = createScrapeManager({
    ...{ kernel, storage, offsetSeed: 1n, isRunning: () => true },
    scrape: ({ url }, done) => done(pods.get(url)!()),
  });
  const targets = Array.from({ length: podCount }, (_, pod): readonly Label[] => [
    ["__address__", `10.0.${pod >> 8}.${pod & 255}:8080`],
    ["namespace", "shop"],
    ["pod", podName(pod)],
  ]);
  manager.applyConfig([scrapeConfigOf()]);
  manager.updateTargets(new Map([["app", [{ source: "bench", labels: [], targets }]]]));
  const names = Array.from({ length: askedPods }, (_, pod) => podName(pod)).join("|");
  const query = `sum(rate(requests_0_total{namespace="shop",pod=~"${names}"}[2m])) by (pod)`;
  const engine = engineOver(storage);
  const ask = (): void => {
    const result = engine.instant(query, kernel.now() / 1000);
    if (result.kind === "error") throw new Error(result.message);
    kernel.after(seconds(30), ask);
  };
  kernel.after(seconds(30), ask);
  const began = performance.now();
  kernel.advanceTo(plus(start, seconds(daySeconds)));
  const took = (performance.now() - began) / 1000;
  const { maxRSS } = process.resourceUsage();
  return { seconds: took, samples: storage.statistics().sampleCount, bytesMost: maxRSS * 1024 };
}

console.log(JSON.stringify(playDay()));
