import { parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import type { ClusterSettings } from "../../sim/scenario.ts";
import { type Duration, type SimTime, simTime, zeroDuration } from "../../sim/units.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import { type Parsed, parsedBy } from "../fields/parsed.ts";
import { asNode, optional, type Read, record, required } from "../fields/read.ts";
import { integer, oneOf, text } from "../fields/scalars.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote, visible } from "../visible-text.ts";
import { cluster, defaultCluster } from "./cluster.ts";
import { isOperated } from "./prometheus.ts";

/** A scenario's file: what can be read without the manifests, and the rest as it stands. */
export type Head = {
  readonly description: string;
  readonly duration: Duration;
  readonly warmup: Duration;
  readonly seed: number;
  readonly start: SimTime;
  readonly eventsMax: number;
  readonly cluster: ClusterSettings;
  /** Prometheus has the config that prometheus-operator makes of the manifests. */
  readonly isOperated: boolean;
  readonly namespace: string;
  readonly manifests: Node | undefined;
  readonly workloads: Node | undefined;
  readonly load: Node | undefined;
  readonly sources: Node | undefined;
  readonly actions: Node | undefined;
  readonly faults: Node | undefined;
  readonly expect: Node | undefined;
};

/** 2000-01-01T00:00:00Z. */
const defaultStart: SimTime = simTime(946_684_800_000_000);

/** The year 2200: what a run lasts still fits. */
const startMax: SimTime = simTime(7_258_118_400_000_000);

function parseStart(given: string): Parsed<SimTime> {
  const time = parseTimestamp(given);
  if (time !== undefined && time >= 0 && time <= startMax) return { ok: true, value: time };
  const hint = "The start is written 2000-01-01T00:00:00Z, and lies between 1970 and 2200.";
  return { ok: false, message: `${quote(given)} is not an instant that a run can start at`, hint };
}

/** Text for people, in one or several lines: it is printed as it is. */
const description: Read<string> = (node) => {
  const given = text(node);
  const lines = given.split("\n");
  if (lines.every((line) => visible(line) === line)) return given.trimEnd();
  throw errorAt(node.place, "there is a control character in the description");
};

/** Source: apimachinery v0.36.3 pkg/api/validation ValidateNamespaceName */
const namespaceName: Read<string> = (node) => {
  const name = text(node);
  if (/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  const hint = "It has up to 63 lowercase letters, digits and dashes, and begins and ends with a letter or a digit.";
  throw errorAt(node.place, `${quote(name)} cannot be the name of a namespace`, hint);
};

/** The whole mapping of a scenario's file. */
export const head =
  (files: ConfigFiles): Read<Head> =>
  (node) => {
    const { apiVersion, kind, ...fields } = record({
      apiVersion: required(oneOf(["kubewind.dev/v1alpha1"])),
      kind: required(oneOf(["Scenario"])),
      description: optional(description, ""),
      duration: required(positiveDuration),
      warmup: optional(duration, zeroDuration),
      seed: optional(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), 1),
      start: optional(parsedBy(parseStart, "an instant such as 2000-01-01T00:00:00Z"), defaultStart),
      eventsMax: optional(integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), 10_000_000),
      cluster: optional(cluster(files), defaultCluster),
      namespace: optional(namespaceName, "default"),
      manifests: optional(asNode, undefined),
      workloads: optional(asNode, undefined),
      load: optional(asNode, undefined),
      sources: optional(asNode, undefined),
      actions: optional(asNode, undefined),
      faults: optional(asNode, undefined),
      expect: optional(asNode, undefined),
    })(node);
    return { ...fields, isOperated: isOperated(node) };
  };
