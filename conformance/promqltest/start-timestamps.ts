import { parseDuration } from "../../sim/prometheus/promql/durations.ts";
import type { Labels } from "../../sim/prometheus/promql/labels.ts";
import { refuse } from "./script-error.ts";
import { parseMetric } from "./series-description.ts";

/** When the counter behind each sample of a series started: milliseconds from the sample's own time, or unknown. */
export interface StartDescription {
  readonly labels: Labels;
  readonly offsets: readonly (number | undefined)[];
}

/** True for a line about the start timestamps of the series on the line after: `metric{…}@st -1m`. */
export const isStartLine = (line: string): boolean => /^\S*@st\s/.test(line);

/** Reads `metric{label="value"}@st _ -30s-1mx2`. */
export function parseStarts(line: string): StartDescription {
  const [metric = "", ...items] = line.split(/\s+/);
  const { labels } = parseMetric(metric.replace(/@st$/, ""));
  return { labels, offsets: items.flatMap(parseItem) };
}

const duration = "(?:\\d+(?:[a-wyz]+)?)";
const pattern = new RegExp(`^([+-]?${duration})(?:([+-]${duration})(?=x))?(?:x(\\d+))?$`, "i");

function parseItem(item: string): readonly (number | undefined)[] {
  const blank = /^_(?:x(\d+))?$/.exec(item);
  if (blank !== null) return Array.from({ length: Number(blank[1] ?? 1) }, () => undefined);
  const [, first = "", step, times = "0"] = pattern.exec(item) ?? refuse(`invalid ST item "${item}"`);
  const [start, rise] = [milliseconds(first), step === undefined ? 0 : milliseconds(step)];
  return Array.from({ length: Number(times) + 1 }, (_, at) => start + at * rise);
}

function milliseconds(text: string): number {
  const parsed = parseDuration(text.replace(/^[+-]/, ""));
  if (parsed.kind === "invalid") return refuse(parsed.because);
  return text.startsWith("-") ? -parsed.milliseconds : parsed.milliseconds;
}
