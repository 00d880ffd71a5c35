import { goQuote } from "../kubernetes/go-text.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { parseModelDuration } from "../prometheus/model-duration.ts";
import { isLabelName } from "../prometheus/relabel/relabel-config.ts";
import type { Fault } from "./check-connection.ts";
import type { Generation } from "./generation.ts";
import type { PrometheusSpec } from "./objects/prometheus.ts";
import { isSince } from "./version.ts";

/** A scrape may not take longer than the time to the next one. */
export function timeoutFault(
  { interval = "", scrapeTimeout = "" }: { readonly interval?: string; readonly scrapeTimeout?: string },
  prometheus: PrometheusSpec,
): Fault {
  if (scrapeTimeout === "") return undefined;
  const effective = interval === "" ? (prometheus.scrapeInterval ?? "30s") : interval;
  const parsedInterval = parseModelDuration(effective);
  if (parsedInterval.kind === "invalid") {
    return `invalid scrapeInterval ${goQuote(effective)}: ${parsedInterval.because}`;
  }
  const parsedTimeout = parseModelDuration(scrapeTimeout);
  if (parsedTimeout.kind === "invalid") {
    return `invalid scrapeTimeout: ${goQuote(scrapeTimeout)}: ${parsedTimeout.because}`;
  }
  if (parsedTimeout.duration <= parsedInterval.duration) return undefined;
  return `scrapeTimeout ${goQuote(scrapeTimeout)} greater than scrapeInterval ${goQuote(effective)}`;
}

/** A class that is named has to be there. */
export function scrapeClassFault(name: string | undefined, { scrapeClasses }: Generation, prefix: string): Fault {
  if ((name ?? "") === "" || scrapeClasses.some((candidate) => candidate.name === name)) return undefined;
  return `${prefix}scrapeClass ${goQuote(name ?? "")} not found in Prometheus scrapeClasses`;
}

/** Names of labels that Prometheus does not take. */
export function labelNamesFault(labels: Readonly<Record<string, string>> | undefined, { version }: Generation): Fault {
  const names = isSince(version, "3.0.0") ? "utf8" : "legacy";
  const wrong = Object.keys(labels ?? {})
    .sort(byCodeUnit)
    .find((name) => !isLabelName(name, names));
  return wrong === undefined ? undefined : `invalid label ${goQuote(wrong)}`;
}
