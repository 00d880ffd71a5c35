import { goQuote } from "../kubernetes/go-text.ts";

/** One line that metrics-server logs. */
export type LogLine = {
  readonly severity: "error" | "info";
  /** The `-v` from which on it is printed; errors always are. */
  readonly verbosity: number;
  /** What klog prints after the header of time, process and source: `"Failed to scrape node" err="…" node="node-1"`. */
  readonly text: string;
};

/** A value of a structured line: quoted, except for what Go prints bare. */
type LogValue = string | boolean;

/** Source: k8s.io/klog v2.140.0 internal/serialize */
export function logText(message: string, values: Readonly<Record<string, LogValue>>): string {
  const pairs = Object.entries(values).map(
    ([key, value]) => ` ${key}=${typeof value === "string" ? goQuote(value) : value}`,
  );
  return goQuote(message) + pairs.join("");
}

export const errorLine = (message: string, values: Readonly<Record<string, LogValue>>): LogLine => ({
  severity: "error",
  verbosity: 0,
  text: logText(message, values),
});
