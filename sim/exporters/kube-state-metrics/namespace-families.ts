import { type Family, instant, none, oneOf } from "./family.ts";
import type { NamespaceObject } from "./objects.ts";

/** Source: kube-state-metrics v2.20.0 internal/store/namespace.go */
export const namespaceFamilies: readonly Family<NamespaceObject>[] = [
  {
    name: "kube_namespace_created",
    help: "Unix creation timestamp",
    isStable: true,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  {
    name: "kube_namespace_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_namespace_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_namespace_status_phase",
    help: "kubernetes namespace status phase.",
    isStable: true,
    readings: ({ phase }) => oneOf("phase", ["Active", "Terminating"], phase),
  },
  { name: "kube_namespace_status_condition", help: "The condition of a namespace.", isStable: false, readings: none },
];
