import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import { metricsServerReadinessProbe } from "../../sim/metrics-server/deployment.ts";
import type { MetricsServerFlags, MetricsServerSettings } from "../../sim/scenario.ts";

const namespace = "kube-system";
const name = "metrics-server";
const labels = { "k8s-app": name };
const port = 10250;

export type MetricsServerOrder = Pick<MetricsServerSettings, "metricResolution"> & {
  readonly flags: MetricsServerFlags;
  /** `registry.k8s.io/metrics-server/metrics-server:v0.9.0` */
  readonly image: string;
};

/** The image of a version, as its project publishes it. */
export const metricsServerImage = (version: string): string =>
  `registry.k8s.io/metrics-server/metrics-server:v${version.replace(/^v/, "")}`;

/**
 * metrics-server for a cluster, with a scenario's flags.
 *
 * As its project's own manifest has it, in the objects, rights, probes and rollout; without priority class and node selector.
 * Source: metrics-server v0.9.0 manifests/base
 */
export function metricsServerManifests(order: MetricsServerOrder): readonly object[] {
  const meta = { name, namespace, labels };
  const subjects = [{ kind: "ServiceAccount", name, namespace }];
  const group = "rbac.authorization.k8s.io";
  const role = { kind: "ClusterRole", metadata: { name: "system:metrics-server", labels } };
  const binding = (
    kind: string,
    metadata: object,
    roleRef: { readonly kind: string; readonly name: string },
  ): object => ({
    ...{ apiVersion: `${group}/v1`, kind, metadata, roleRef: { apiGroup: group, ...roleRef }, subjects },
  });
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: meta },
    {
      ...{ apiVersion: `${group}/v1`, ...role },
      rules: [
        { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
        { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
      ],
    },
    binding("ClusterRoleBinding", role.metadata, { kind: "ClusterRole", name: role.metadata.name }),
    binding(
      "ClusterRoleBinding",
      { name: "metrics-server:system:auth-delegator", labels },
      { kind: "ClusterRole", name: "system:auth-delegator" },
    ),
    binding(
      "RoleBinding",
      { ...meta, name: "metrics-server-auth-reader" },
      { kind: "Role", name: "extension-apiserver-authentication-reader" },
    ),
    {
      ...{ apiVersion: "v1", kind: "Service", metadata: meta },
      spec: { selector: labels, ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: "https" }] },
    },
    metricsServerDeployment(order),
    {
      ...{ apiVersion: "apiregistration.k8s.io/v1", kind: "APIService" },
      metadata: { name: "v1beta1.metrics.k8s.io", labels },
      spec: {
        ...{ group: "metrics.k8s.io", version: "v1beta1", groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ insecureSkipTLSVerify: true, service: { name, namespace } },
      },
    },
  ];
}

/** The Deployment alone: to apply it anew is how somebody changes its flags. */
export function metricsServerDeployment({ flags, metricResolution, image }: MetricsServerOrder): object {
  const { path, ...timing } = metricsServerReadinessProbe;
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace, labels } },
    spec: {
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              ...{ name, image, imagePullPolicy: "IfNotPresent" },
              args: [
                "--cert-dir=/tmp",
                `--secure-port=${port}`,
                "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
                `--metric-resolution=${formatGoDuration(metricResolution)}`,
                ...(flags.kubeletInsecureTls ? ["--kubelet-insecure-tls"] : []),
              ],
              ports: [{ name: "https", containerPort: port, protocol: "TCP" }],
              readinessProbe: { httpGet: { path, port: "https", scheme: "HTTPS" }, ...timing },
              resources: { requests: { cpu: "100m", memory: "200Mi" } },
              securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
              volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
            },
          ],
          volumes: [{ name: "tmp", emptyDir: {} }],
        },
      },
    },
  };
}
