import type { ExpectationBody, TargetName } from "../../sim/checks/expectation.ts";
import { toSeconds } from "../../sim/units.ts";
import { comparison, type Measure } from "../fields/comparison.ts";
import { parseDuration } from "../fields/duration.ts";
import { type Parsed, parsedBy } from "../fields/parsed.ts";
import { atMostOne, type Field, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { childOf } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { nameOf } from "./names.ts";
import { type Claims, lengthOf, spanFields } from "./span.ts";

const service = ({ world }: Claims): Field<TargetName> => required(nameOf(world, ["Service"]));

/** A response time, in seconds. */
const responseTime: Measure = {
  parse: (text) => {
    const parsed = parseDuration(text);
    return parsed.ok ? { ok: true, value: toSeconds(parsed.value) } : parsed;
  },
  example: "500ms",
  allowsExact: false,
};

/** Statistics that are named when an unknown one is given. Any other percentile is known too. */
const usualStatistics = ["mean", "p50", "p90", "p95", "p99", "p99.9"];

const latencyFields = ["service", ...usualStatistics, "after", "until"];

const isStatistic = (key: string): boolean => key === "mean" || /^p[0-9]{1,2}(?:\.[0-9]{1,3})?$/.test(key);

export const latency =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const given = [...mapping(node, latencyFields).entries.keys()].filter(isStatistic);
    const statistics = [...new Set([...usualStatistics, ...given])];
    const {
      service: target,
      after,
      until,
    } = record({
      service: service(claims),
      ...spanFields(claims),
      ...Object.fromEntries(statistics.map((key) => [key, optional(comparison(responseTime), undefined)])),
    })(node);
    lengthOf({ after, until }, node, claims);
    const statistic = atMostOne(mapping(node), statistics);
    const bound = statistic === undefined ? undefined : childOf(node, statistic);
    if (statistic === undefined || bound === undefined) {
      throw errorAt(node.place, "the bound is missing", 'Give a percentile or the mean: p95: "< 500ms".');
    }
    const percentile = statistic === "mean" ? statistic : Number(statistic.slice(1));
    return { verb: "latency", service: target, percentile, bound: comparison(responseTime)(bound), after, until };
  };

/** `0.1%`, as a share. */
function parsePercent(text: string): Parsed<number> {
  const match = /^([0-9]+(?:\.[0-9]+)?)%$/.exec(text);
  if (match && Number(match[1]) <= 100) return { ok: true, value: Number(match[1]) / 100 };
  const isBare = /^[0-9.]+$/.test(text);
  const message = isBare ? `${quote(text)} has no unit` : `${quote(text)} is not a share of the requests`;
  return { ok: false, message, hint: "A share is written 0.1%, up to 100%." };
}

export const errors =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const atMost = required(parsedBy(parsePercent, "a share such as 0.1%"));
    const { atMost: max, ...fields } = record({ service: service(claims), atMost, ...spanFields(claims) })(node);
    lengthOf(fields, node, claims);
    return { verb: "errors", ...fields, bound: { max } };
  };

/** `3.5 replica-hours`. */
function parseReplicaHours(text: string): Parsed<number> {
  const match = /^([0-9]+(?:\.[0-9]+)?)\s+replica-hours?$/.exec(text);
  if (match) return { ok: true, value: Number(match[1]) };
  const isBare = /^[0-9.]+$/.test(text);
  const message = isBare ? `${quote(text)} has no unit` : `${quote(text)} is not a cost`;
  return { ok: false, message, hint: "A cost is written 3.5 replica-hours: one replica for an hour is 1." };
}

export const costs =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const {
      deployment,
      atMost: max,
      ...span
    } = record({
      deployment: required(nameOf(claims.world, ["Deployment"])),
      atMost: required(parsedBy(parseReplicaHours, "a cost such as 3.5 replica-hours")),
      ...spanFields(claims),
    })(node);
    lengthOf(span, node, claims);
    return { verb: "costs", target: deployment, bound: { max }, ...span };
  };
