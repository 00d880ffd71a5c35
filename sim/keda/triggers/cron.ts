import { toFloat64 } from "../../int64.ts";
import type { SimTime } from "../../units.ts";
import { quantityOf, wholeTargetOf } from "../metric-value.ts";
import { type BuildScaler, externalSpec, failed, metricNameOf, metricTypeOf } from "../scaler.ts";
import { createMetadataReader } from "../trigger-metadata.ts";
import { nextMinute, parseCronSchedule } from "./cron-schedule.ts";
import { timeZoneOffset } from "./time-zone.ts";

/**
 * The trigger `cron`: so many replicas from one time to another.
 *
 * It is within them when the next end comes no later than the next start. Source: keda v2.21.0 pkg/scalers/cron_scaler.go
 */
export const buildCronScaler: BuildScaler = ({ trigger, index, now }) => {
  const type = metricTypeOf(trigger);
  if (!type.ok) return failed(`error getting scaler metric type: ${type.error}`);
  const reader = createMetadataReader(trigger.metadata);
  const start = reader.text("start");
  const end = reader.text("end");
  const timezone = reader.text("timezone");
  const desiredReplicas = reader.integer("desiredReplicas");
  const starting = parseCronSchedule(start);
  const ending = parseCronSchedule(end);
  if (!starting.ok) reader.fail(`error parsing start schedule: ${starting.error}`);
  else if (!ending.ok) reader.fail(`error parsing end schedule: ${ending.error}`);
  else if (start === end) reader.fail("start and end can not have exactly same time input");
  else if (desiredReplicas === 0) reader.fail("no desiredReplicas specified");
  const error = reader.error();
  if (error !== undefined || !starting.ok || !ending.ok) return failed(`error parsing cron metadata: ${error}`);
  const name = metricNameOf(index, `cron-${timezone}-${nameOf(start)}-${nameOf(end)}`);
  const spec = externalSpec(name, wholeTargetOf(type.value, 1));
  return {
    ok: true,
    value: {
      specify: (done) => done([spec]),
      observe: (metricName, done) => {
        const offset = timeZoneOffset(timezone);
        if (offset === undefined) {
          done(failed(`unable to load timezone: unknown time zone ${timezone}`));
          return;
        }
        const minute = minuteOf(now(), offset);
        const isActive = isWithin(nextMinute(starting.value, minute), nextMinute(ending.value, minute));
        const value = quantityOf(isActive ? toFloat64(desiredReplicas) : 0);
        done({ ok: true, values: [{ metricName, value, timestamp: now() }], isActive });
      },
    },
  };
};

const nameOf = (schedule: string): string =>
  schedule.replaceAll(" ", "").replaceAll("*", "x").replaceAll("/", "Sl").replaceAll("?", "Qm").replaceAll(",", "Cm");

const microsecondsPerMinute = 60_000_000;

/** The minute that it is, as its zone counts them since the epoch. */
const minuteOf = (now: SimTime, offsetMinutes: number): number =>
  Math.floor(now / microsecondsPerMinute) + offsetMinutes;

/** A schedule that is never due again counts as the year 1: one that never starts is always within, one that never ends is never. */
function isWithin(start: number | undefined, end: number | undefined): boolean {
  if (end === undefined) return false;
  return start === undefined || start >= end;
}
