import type { Assets } from "./assets.ts";
import type { Prometheus } from "./objects/object.ts";
import type { ScrapeClass } from "./objects/prometheus.ts";
import { isSince, type PrometheusVersion } from "./version.ts";
import type { YamlEntry } from "./yaml/yaml-value.ts";

/** What every part of a config depends on. */
export type Generation = {
  readonly version: PrometheusVersion;
  readonly prometheus: Prometheus;
  readonly assets: Assets;
  readonly scrapeClasses: readonly ScrapeClass[];
};

/** Entries that Prometheus understands from a version on; none of them before. */
export const since = ({ version }: Generation, wanted: string, entries: readonly YamlEntry[]): readonly YamlEntry[] =>
  isSince(version, wanted) ? entries : [];

/** The class that an object names, the default one, or one that says nothing. */
export function scrapeClassOf({ scrapeClasses }: Generation, name: string | undefined): Omit<ScrapeClass, "name"> {
  const named = name === undefined ? undefined : scrapeClasses.findLast((candidate) => candidate.name === name);
  return named ?? scrapeClasses.findLast((candidate) => candidate.default ?? false) ?? {};
}
