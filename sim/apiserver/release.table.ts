import type { VersionHistory } from "../version.ts";
import type { ValueStyle } from "./fields/go-value.ts";

/** What changed between releases in how an API server, and its kubectl, treat a manifest. */
export type ReleaseRules = {
  /**
   * Who finds unknown and missing fields. A kubectl of the cluster's own minor is assumed: up to 1.24 it compares a manifest
   * with the server's OpenAPI document and sends nothing that does not fit, while the server drops what it does not know.
   */
  readonly fieldValidation: "by-kubectl" | "by-the-server";
  /** The API version in which HPAs are kept: what `autoscaling/v1` has no place for does not survive there. */
  readonly hpaStorage: "v1" | "v2";
  /** Members of a metric: as in v2beta1, or with a target of their own. */
  readonly metricForm: "flat" | "with-targets";
  /** The member that a metric has to have: named after any type, in lower case, or after the known types. */
  readonly metricMember: "of-any-type" | "of-known-types";
  /** An annotation of autoscaling/v1 that cannot be read. */
  readonly unreadableAnnotation: "refused" | "ignored";
  /** Annotations in which one API version keeps the fields of another, as soon as the HPA is read in another. */
  readonly roundTripAnnotations: "kept" | "dropped";
  readonly behaviorAnnotation: "unknown" | "read";
  /** Which metric `targetCPUUtilizationPercentage` comes from. */
  readonly cpuTarget: "first-cpu-metric" | "first-cpu-utilization";
  /** The value of zero that a flat Object metric has beside an average. */
  readonly zeroBesideAverage: "kept" | "dropped";
  /** Whether v2beta2 has defaults of its own, before the HPA is stored in v1 and gets those. */
  readonly defaultsOfV2beta2: "none" | "as-in-v2";
  /** A rolling update with only one of its members, in a strategy of another type, where it has no defaults. */
  readonly partialRollingUpdate: "unconvertible" | "convertible";
  readonly minReplicasText: (least: number) => string;
  /** maxReplicas below 1: one text, or one for zero and one below. */
  readonly maxReplicasTexts: "one" | "two";
  /** The API group in an HPA's references. */
  readonly referenceGroup: "not-looked-at" | "looked-at";
  /** How errors print values that are no scalars. */
  readonly valueStyle: ValueStyle;
  /** What the release validates by declaration is reported after everything else. */
  readonly declarativeValidation: boolean;
  /** The label of a Namespace with its own name. */
  readonly namespaceNameLabel: boolean;
};

const changedOnce = <Value>(
  initially: Value,
  change: VersionHistory<Value>["changes"][number],
): VersionHistory<Value> => ({ initially, changes: [change] });

const validation = "pkg/apis/autoscaling/validation/validation.go";
const conversion = "pkg/apis/autoscaling/v1/conversion.go";

/** Source: kubernetes v1.11.10 to v1.37.0, in each entry the file in which it was read */
export const releaseHistories: { readonly [Rule in keyof ReleaseRules]: VersionHistory<ReleaseRules[Rule]> } = {
  fieldValidation: changedOnce<ReleaseRules["fieldValidation"]>("by-kubectl", {
    since: "1.25.0",
    value: "by-the-server",
    what: "the API server refuses unknown fields; kubectl no longer does",
    source: "staging/src/k8s.io/apiserver/pkg/features ServerSideFieldValidation",
  }),
  hpaStorage: changedOnce<ReleaseRules["hpaStorage"]>("v1", {
    since: "1.27.0",
    value: "v2",
    what: "HPAs are stored as autoscaling/v2",
    source: "pkg/apis/autoscaling/install/install.go SetVersionPriority",
  }),
  metricForm: changedOnce<ReleaseRules["metricForm"]>("flat", {
    since: "1.12.0",
    value: "with-targets",
    what: "metrics are validated in the form of v2beta2",
    source: validation,
  }),
  metricMember: changedOnce<ReleaseRules["metricMember"]>("of-any-type", {
    since: "1.20.0",
    value: "of-known-types",
    what: "a metric of an unknown type no longer lacks a member of that name",
    source: validation,
  }),
  unreadableAnnotation: changedOnce<ReleaseRules["unreadableAnnotation"]>("refused", {
    since: "1.15.0",
    value: "ignored",
    what: "an annotation of autoscaling/v1 that cannot be read counts as absent",
    source: conversion,
  }),
  roundTripAnnotations: changedOnce<ReleaseRules["roundTripAnnotations"]>("kept", {
    since: "1.15.0",
    value: "dropped",
    what: "v2beta1 and v2beta2 drop the annotations that stand for fields",
    source: "pkg/apis/autoscaling/v2beta2/conversion.go",
  }),
  behaviorAnnotation: changedOnce<ReleaseRules["behaviorAnnotation"]>("unknown", {
    since: "1.18.0",
    value: "read",
    what: "an annotation stands for spec.behavior",
    source: conversion,
  }),
  cpuTarget: changedOnce<ReleaseRules["cpuTarget"]>("first-cpu-metric", {
    since: "1.23.0",
    value: "first-cpu-utilization",
    what: "a utilization of CPU behind an amount of CPU survives in autoscaling/v1",
    source: conversion,
  }),
  zeroBesideAverage: changedOnce<ReleaseRules["zeroBesideAverage"]>("kept", {
    since: "1.36.0",
    value: "dropped",
    what: "an average of an Object metric in autoscaling/v1 has no value of zero beside it",
    source: conversion,
  }),
  defaultsOfV2beta2: changedOnce<ReleaseRules["defaultsOfV2beta2"]>("none", {
    since: "1.18.0",
    value: "as-in-v2",
    what: "an HPA of v2beta2 has its defaults before it is validated",
    source: "pkg/apis/autoscaling/v2beta2/zz_generated.defaults.go RegisterDefaults",
  }),
  partialRollingUpdate: changedOnce<ReleaseRules["partialRollingUpdate"]>("unconvertible", {
    since: "1.17.0",
    value: "convertible",
    what: "a rolling update with only one member can be converted",
    source: "pkg/apis/apps/v1/conversion.go",
  }),
  minReplicasText: changedOnce<ReleaseRules["minReplicasText"]>(() => "must be greater than 0", {
    since: "1.16.0",
    value: (least) => `must be greater than or equal to ${least}`,
    what: "the bound of minReplicas is named",
    source: validation,
  }),
  maxReplicasTexts: changedOnce<ReleaseRules["maxReplicasTexts"]>("one", {
    since: "1.36.0",
    value: "two",
    what: "maxReplicas of zero is missing, and only a negative one invalid",
    source: validation,
  }),
  referenceGroup: changedOnce<ReleaseRules["referenceGroup"]>("not-looked-at", {
    since: "1.34.0",
    value: "looked-at",
    what: "an HPA's target needs an API group",
    source: validation,
  }),
  valueStyle: changedOnce<ReleaseRules["valueStyle"]>("in-go-syntax", {
    since: "1.34.0",
    value: "as-json",
    what: "errors print values as JSON",
    source: "staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go",
  }),
  declarativeValidation: changedOnce<ReleaseRules["declarativeValidation"]>(false, {
    since: "1.37.0",
    value: true,
    what: "the bounds of an HPA are validated by declaration",
    source: "pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go; DeclarativeValidationBeta",
  }),
  namespaceNameLabel: changedOnce<ReleaseRules["namespaceNameLabel"]>(false, {
    since: "1.21.0",
    value: true,
    what: "a Namespace is labelled with its name",
    source: "pkg/apis/core/v1/defaults.go SetDefaults_Namespace",
  }),
};
