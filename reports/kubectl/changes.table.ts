import type { Duration } from "../../sim/units.ts";
import { type KubernetesVersion, type VersionHistory, valueIn } from "../../sim/version.ts";
import { humanDuration, shortHumanDuration } from "./human-duration.ts";

/** What changed in how kubectl, and the API server for it, print an HPA. */
export type KubectlChanges = {
  readonly age: (since: Duration) => string;
  /** The least width of a column of `kubectl get`. */
  readonly columnWidthMin: number;
  readonly noResourcesText: (namespace: string) => string;
  /** Whether TARGETS names the resource of a target. */
  readonly resourceTargets: "bare" | "named";
  /** What TARGETS shows of an Object metric with an average. */
  readonly objectTargets: "value" | "value-or-average";
  /** What `describe` shows of an Object metric. */
  readonly objectMetrics: "value" | "of-its-type";
  readonly behavior: "hidden" | "shown";
  readonly annotations: "cut-at-200" | "cut-at-140";
  /** The annotation in which `kubectl apply` keeps what was applied. */
  readonly lastApplied: "shown" | "hidden";
};

const server = "pkg/printers/internalversion/printers.go";
const describer = "k8s.io/kubectl pkg/describe/describe.go";

/**
 * How an HPA was printed from 1.11 on, and what each later release made of it; client and server of one release.
 *
 * Sources are files of `k8s.io/kubernetes` unless another module is named, at the release that is named, read there.
 */
export const kubectlChanges: { readonly [Key in keyof KubectlChanges]: VersionHistory<KubectlChanges[Key]> } = {
  age: {
    initially: shortHumanDuration,
    changes: [
      {
        since: "1.12.0",
        value: humanDuration,
        what: "ages have two or three significant figures, such as 2m15s, no longer one unit",
        source: `${server} translateTimestampSince`,
      },
    ],
  },
  columnWidthMin: {
    initially: 10,
    changes: [
      {
        since: "1.12.0",
        value: 6,
        what: "columns of kubectl get are at least 6 wide, no longer 10",
        source: "pkg/printers/tabwriter.go tabwriterMinWidth",
      },
    ],
  },
  noResourcesText: {
    initially: () => "No resources found.",
    changes: [
      {
        since: "1.16.0",
        value: (namespace) => `No resources found in ${namespace} namespace.`,
        what: "kubectl get names the namespace in which there is nothing",
        source: "pkg/kubectl/cmd/get/get.go Run",
      },
    ],
  },
  resourceTargets: {
    initially: "bare",
    changes: [
      {
        since: "1.30.0",
        value: "named",
        what: "TARGETS names the resource: cpu: 105%/60%, no longer 105%/60%",
        source: `${server} formatHPAMetrics`,
      },
    ],
  },
  objectTargets: {
    initially: "value",
    changes: [
      {
        since: "1.19.0",
        value: "value-or-average",
        what: "TARGETS shows the average of an Object metric that has one, no longer 0/0",
        source: `${server} formatHPAMetrics`,
      },
    ],
  },
  objectMetrics: {
    initially: "value",
    changes: [
      {
        since: "1.14.0",
        value: "of-its-type",
        what: "kubectl describe says whether an Object metric's target is a value or an average",
        source: "pkg/kubectl/describe/versioned/describe.go describeHorizontalPodAutoscalerV2beta2",
      },
    ],
  },
  behavior: {
    initially: "hidden",
    changes: [
      {
        since: "1.18.0",
        value: "shown",
        what: "kubectl describe shows spec.behavior",
        source: `${describer} printDirectionBehavior`,
      },
    ],
  },
  annotations: {
    initially: "cut-at-200",
    changes: [
      {
        since: "1.12.0",
        value: "cut-at-140",
        what: "kubectl describe prints annotations as key: value, long ones on lines of their own",
        source: "pkg/printers/internalversion/describe.go printAnnotationsMultilineWithIndent",
      },
    ],
  },
  lastApplied: {
    initially: "shown",
    changes: [
      {
        since: "1.18.0",
        value: "hidden",
        what: "kubectl describe leaves out kubectl.kubernetes.io/last-applied-configuration",
        source: `${describer} skipAnnotations`,
      },
    ],
  },
};

/** How a release prints an HPA. */
export const kubectlOf = (version: KubernetesVersion): KubectlChanges => ({
  age: valueIn(kubectlChanges.age, version),
  columnWidthMin: valueIn(kubectlChanges.columnWidthMin, version),
  noResourcesText: valueIn(kubectlChanges.noResourcesText, version),
  resourceTargets: valueIn(kubectlChanges.resourceTargets, version),
  objectTargets: valueIn(kubectlChanges.objectTargets, version),
  objectMetrics: valueIn(kubectlChanges.objectMetrics, version),
  behavior: valueIn(kubectlChanges.behavior, version),
  annotations: valueIn(kubectlChanges.annotations, version),
  lastApplied: valueIn(kubectlChanges.lastApplied, version),
});
