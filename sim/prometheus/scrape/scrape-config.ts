import type { Duration } from "../../units.ts";
import type { TextMediaType } from "../exposition/read-exposition.ts";
import type { NameValidation, RelabelRule } from "../relabel/relabel-config.ts";

/** How the targets of one job are scraped: an entry of `scrape_configs` with its defaults. A limit of 0 is none. */
export interface ScrapeConfig {
  readonly jobName: string;
  readonly scrapeInterval: Duration;
  readonly scrapeTimeout: Duration;
  readonly metricsPath: string;
  readonly scheme: "http" | "https";
  readonly params: Readonly<Record<string, readonly string[]>>;
  readonly honorLabels: boolean;
  readonly honorTimestamps: boolean;
  readonly trackTimestampsStaleness: boolean;
  readonly bodySizeLimitBytes: number;
  readonly sampleLimit: number;
  readonly targetLimit: number;
  readonly labelLimit: number;
  readonly labelNameLengthLimit: number;
  readonly labelValueLengthLimit: number;
  readonly keepDroppedTargets: number;
  readonly extraScrapeMetrics: boolean;
  /** The Accept header. */
  readonly accept: string;
  readonly fallback: TextMediaType | undefined;
  readonly nameValidation: NameValidation;
  readonly relabelRules: readonly RelabelRule[];
  readonly metricRelabelRules: readonly RelabelRule[];
}
