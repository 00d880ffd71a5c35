import { type Family, info, instant, none } from "./family.ts";
import type { ServiceObject } from "./objects.ts";

/** Source: kube-state-metrics v2.20.0 internal/store/service.go */
export const serviceFamilies: readonly Family<ServiceObject>[] = [
  {
    name: "kube_service_info",
    help: "Information about service.",
    isStable: true,
    readings: ({ clusterIP }) =>
      info({ cluster_ip: clusterIP, external_name: "", load_balancer_ip: "", external_traffic_policy: "" }),
  },
  {
    name: "kube_service_created",
    help: "Unix creation timestamp",
    isStable: true,
    readings: ({ creationTimestamp }) => instant(creationTimestamp),
  },
  {
    name: "kube_service_spec_type",
    help: "Type about service.",
    isStable: true,
    readings: ({ type }) => info({ type }),
  },
  {
    name: "kube_service_annotations",
    help: "Kubernetes annotations converted to Prometheus labels.",
    isStable: false,
    readings: none,
  },
  {
    name: "kube_service_labels",
    help: "Kubernetes labels converted to Prometheus labels.",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_service_spec_external_ip",
    help: "Service external ips. One series for each ip",
    isStable: true,
    readings: none,
  },
  {
    name: "kube_service_status_load_balancer_ingress",
    help: "Service load balancer ingress status",
    isStable: true,
    readings: none,
  },
  { name: "kube_service_deletion_timestamp", help: "Unix deletion timestamp", isStable: false, readings: none },
];
