import { admitCustomResource } from "../../sim/prometheus-operator/schema/admit.ts";
import { createMonitoringSchemas } from "../../sim/prometheus-operator/schema/schema.ts";
import type { Manifest } from "./operator-case.ts";

/** What an API server makes of a manifest. */
export interface AdmissionAnswer {
  /** Fields that the schema does not know. */
  readonly unknown: readonly string[] | null;
  /** What else is wrong, sorted. */
  readonly errs: readonly string[] | null;
  /** With its defaults. */
  readonly spec?: unknown;
}

const schemas = createMonitoringSchemas();

/** What ours makes of it. */
export function admit(manifest: Manifest): AdmissionAnswer {
  const answer = admitCustomResource(manifest, { schemas, namespace: "default" });
  if (answer.kind === "unknown") throw new Error(`${manifest.kind} is known`);
  if (answer.kind === "admitted") return { unknown: [], errs: [], spec: answer.object.spec };
  const { causes } = answer.rejection;
  const isUnknown = (message: string): boolean => message.startsWith("unknown field ");
  return {
    unknown: causes.filter(({ message }) => isUnknown(message)).map(({ field }) => field),
    errs: causes.filter(({ message }) => !isUnknown(message)).map(({ field, message }) => `${field}: ${message}`),
  };
}

/** Whether two answers are the same, as far as the client of an API server sees: unknown fields hide all else. */
export function isSameAdmission(real: AdmissionAnswer, ours: AdmissionAnswer): boolean {
  if ((real.unknown ?? []).length > 0) return sorted(real.unknown) === sorted(ours.unknown);
  if ((real.errs ?? []).length > 0) return sorted(real.errs?.map(in136)) === sorted(ours.errs);
  const isAdmitted = (ours.unknown ?? []).length + (ours.errs ?? []).length === 0;
  return isAdmitted && canonical(real.spec ?? {}) === canonical(ours.spec ?? {});
}

/** Kubernetes 1.36 says that the value is an object where 1.37 says nothing of it. */
const in136 = (text: string): string =>
  text.replace(
    /: Invalid value: (at most one of|externalId can|topology can|rollingUpdate req|shards must)/,
    ': Invalid value: "object": $1',
  );

const sorted = (texts: readonly string[] | null | undefined): string => JSON.stringify([...new Set(texts)].sort());

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
