import { parseDuration } from "../../sim/prometheus/promql/durations.ts";
import { parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

/** `1h30m`, as Prometheus writes it, in milliseconds. What is wrong is said in its words. */
export const prometheusDuration: Read<number> = parsedBy((text) => {
  const parsed = parseDuration(text);
  if (parsed.kind === "milliseconds") return { ok: true, value: parsed.milliseconds };
  return { ok: false, message: parsed.because, hint: "A duration is written 500ms, 30s, 5m, 1h30m or 2d." };
}, "a duration such as 5m");
