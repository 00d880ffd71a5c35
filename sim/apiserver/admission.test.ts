import { expect, test } from "vitest";
import {
  admit,
  admitted,
  container,
  deployment,
  deploymentOf,
  horizontalPodAutoscaler,
  pod,
  rejectionOf,
  service,
  warningsOf,
} from "./manifests.fixture.ts";

const undecodable = (kind: string, version: string, text: string): string =>
  `Error from server (BadRequest): ${kind} in version "${version}" cannot be handled as a ${kind}: ${text}`;

test("a minimal Deployment is admitted with all its defaults", () => {
  const { template, ...rest } = admitted("Deployment", deployment());
  expect(rest).toEqual({
    kind: "Deployment",
    meta: { name: "web", namespace: "default", labels: {}, annotations: {} },
    replicas: 1,
    replicasDefaulted: true,
    selector: { matchLabels: { app: "web" } },
    strategy: { type: "RollingUpdate", maxSurge: { percent: 25 }, maxUnavailable: { percent: 25 } },
    minReadySeconds: 0,
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    paused: false,
  });
  const { identity, ...whatIsRead } = template;
  expect(whatIsRead).toEqual({
    labels: { app: "web" },
    annotations: {},
    spec: {
      containers: [{ name: "web", image: "nginx:1.27", requests: new Map(), limits: new Map() }],
      initContainers: [],
      overhead: new Map(),
      nodeSelector: {},
      terminationGracePeriodSeconds: 30,
    },
  });
  expect(JSON.parse(identity)).toEqual({
    metadata: { labels: { app: "web" } },
    spec: {
      containers: [
        {
          name: "web",
          image: "nginx:1.27",
          imagePullPolicy: "IfNotPresent",
          terminationMessagePath: "/dev/termination-log",
          terminationMessagePolicy: "File",
        },
      ],
      dnsPolicy: "ClusterFirst",
      restartPolicy: "Always",
      schedulerName: "default-scheduler",
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    },
  });
});

test("replicas count as defaulted only where the manifest does not give them", () => {
  const replicasOf = (spec: Readonly<Record<string, unknown>>): readonly unknown[] => {
    const { replicas, replicasDefaulted } = admitted("Deployment", deployment(spec));
    return [replicas, replicasDefaulted];
  };
  expect(replicasOf({})).toEqual([1, true]);
  expect(replicasOf({ replicas: null })).toEqual([1, true]);
  expect(replicasOf({ replicas: 1 })).toEqual([1, undefined]);
  expect(replicasOf({ replicas: 0 })).toEqual([0, undefined]);
});

test("an object without a namespace goes to the default one, and a Namespace to none", () => {
  const placed = { ...service(), metadata: { name: "web", namespace: "shop" } };
  expect(admitted("Service", service()).meta.namespace).toBe("default");
  expect(admitted("Service", placed).meta.namespace).toBe("shop");
  expect(admitted("Namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } })).toEqual({
    kind: "Namespace",
    meta: { name: "shop", namespace: "", labels: { "kubernetes.io/metadata.name": "shop" }, annotations: {} },
  });
});

test("what `kubectl get -o yaml` prints is admitted, without its status", () => {
  const metadata = {
    name: "web",
    namespace: "shop",
    uid: "7c4f3c60-7b5e-4f0e-9d5e-2f0c0b8f5d11",
    resourceVersion: "4711",
    generation: 3,
    creationTimestamp: "2024-05-01T10:00:00Z",
    annotations: { "deployment.kubernetes.io/revision": "3" },
    managedFields: [
      {
        manager: "kubectl-client-side-apply",
        operation: "Update",
        apiVersion: "apps/v1",
        time: "2024-05-01T10:00:00Z",
        fieldsType: "FieldsV1",
        fieldsV1: { "f:spec": { "f:replicas": {} } },
      },
    ],
  };
  const status = {
    observedGeneration: 3,
    replicas: 1,
    conditions: [{ type: "Available", status: "True", lastUpdateTime: "2024-05-01T10:00:00Z", reason: "x" }],
  };
  const { meta, ...rest } = admitted("Deployment", { ...deployment(), metadata, status });
  const { meta: plainMeta, ...plain } = admitted("Deployment", deployment());
  expect(rest).toEqual(plain);
  expect(meta).toEqual({ ...plainMeta, namespace: "shop", annotations: metadata.annotations });
});

test("every misspelt field is named", () => {
  const manifest = deployment({ replica: 3 }, { containers: [container({ imagePullPolice: "Always" })] });
  const message = 'unknown field "spec.replica", unknown field "spec.template.spec.containers[0].imagePullPolice"';
  expect(rejectionOf(manifest)).toEqual({
    message: undecodable("Deployment", "v1", `strict decoding error: ${message}`),
    causes: [
      { field: "spec.replica", message: 'unknown field "spec.replica"' },
      {
        field: "spec.template.spec.containers[0].imagePullPolice",
        message: 'unknown field "spec.template.spec.containers[0].imagePullPolice"',
      },
    ],
  });
});

test("a metric in the form of autoscaling/v2beta1 is an unknown field", () => {
  const old = { type: "Resource", resource: { name: "cpu", targetAverageUtilization: 60 } };
  expect(rejectionOf(horizontalPodAutoscaler({ metrics: [old] })).message).toBe(
    undecodable(
      "HorizontalPodAutoscaler",
      "v2",
      'strict decoding error: unknown field "spec.metrics[0].resource.targetAverageUtilization"',
    ),
  );
});

test.each([
  [
    { replicas: "3" },
    "spec.replicas",
    "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32",
  ],
  [
    { replicas: 1.5 },
    "spec.replicas",
    "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
  ],
  [
    { paused: "true" },
    "spec.paused",
    "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.paused of type bool",
  ],
])("a value of the wrong type is refused: %j", (spec, field, text) => {
  expect(rejectionOf(deployment(spec))).toEqual({
    message: undecodable("Deployment", "v1", text),
    causes: [{ field, message: text }],
  });
});

test("an amount that is no quantity is refused, and the cause says where it stands", () => {
  const text = "unable to parse quantity's suffix";
  expect(rejectionOf(deploymentOf({ resources: { requests: { memory: "1Gi", cpu: "500mi" } } }))).toEqual({
    message: undecodable("Deployment", "v1", text),
    causes: [{ field: "spec.template.spec.containers[0].resources.requests[cpu]", message: text }],
  });
});

test("a label that YAML reads as a number is refused by kubectl", () => {
  const manifest = { ...deployment(), metadata: { name: "web", labels: { version: 2 } } };
  expect(rejectionOf(manifest).message).toBe(
    "error: unable to decode: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string",
  );
});

const invalidData = (errors: string): string =>
  `error: error validating data: ${errors}; if you choose to ignore these errors, turn validation off with --validate=false`;

test.each([
  [{ kind: "Pod", metadata: { name: "web" } }, invalidData("apiVersion not set")],
  [{ apiVersion: "v1", metadata: { name: "web" } }, invalidData("kind not set")],
  [{ metadata: { name: "web" } }, invalidData("[apiVersion not set, kind not set]")],
  [{ apiVersion: "apps/v1/x", kind: "Pod" }, invalidData("unexpected GroupVersion string: apps/v1/x")],
  ["hello", invalidData("invalid object to validate")],
  [null, invalidData("invalid object to validate")],
  [{ ...deployment(), metadata: {} }, "error: resource name may not be empty"],
  [{ ...deployment(), metadata: { generateName: "web-" } }, "error: from web-: cannot use generate name with apply"],
])("what is no object with a kind and a name is refused by kubectl: %j", (manifest, message) => {
  expect(rejectionOf(manifest).message).toBe(message);
});

test("a version that is no longer served is refused with what to write instead", () => {
  const apiVersion = "extensions/v1beta1";
  expect(admit({ ...deployment(), apiVersion })).toEqual({
    kind: "rejected",
    reference: { apiVersion, kind: "Deployment", namespace: "default", name: "web" },
    rejection: {
      message: [
        'no matches for kind "Deployment" in version "extensions/v1beta1"',
        'Kubernetes 1.1 to 1.15 served it, and 1.36 does not. Write "apiVersion: apps/v1". There, spec.selector is required.',
      ].join("\n"),
      causes: [
        {
          field: "apiVersion",
          message: [
            'no matches for kind "Deployment" in version "extensions/v1beta1"',
            'Kubernetes 1.1 to 1.15 served it, and 1.36 does not. Write "apiVersion: apps/v1". There, spec.selector is required.',
          ].join("\n"),
        },
      ],
    },
  });
});

test("objects that the wind tunnel does not act on are ignored with a reason", () => {
  const scaledObject = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", metadata: { name: "web" } };
  expect(admit(scaledObject)).toEqual({
    kind: "ignored",
    reference: { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", namespace: "default", name: "web" },
    because: '"keda.sh" is an API of its own, which the wind tunnel does not have',
  });
  const clusterRole = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "view" } };
  expect(admit(clusterRole)).toEqual({
    kind: "ignored",
    reference: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", namespace: "", name: "view" },
    because: "the wind tunnel does not act on objects of kind ClusterRole",
  });
});

test("one cause stands on the line of the message, several below it", () => {
  expect(rejectionOf(deployment({ replicas: -1 })).message).toBe(
    'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  );
  expect(rejectionOf(deployment({ replicas: -1, minReadySeconds: 600 })).message).toBe(
    [
      'The Deployment "web" is invalid: ',
      "* spec.replicas: Invalid value: -1: must be greater than or equal to 0",
      "* spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds",
    ].join("\n"),
  );
});

test("warnings come with the object", () => {
  const twice = [
    { name: "A", value: "1" },
    { name: "A", value: "2" },
  ];
  expect(warningsOf(pod({ containers: [container({ env: twice })] }))).toEqual([
    'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
  ]);
  expect(warningsOf(deployment({}, { nodeSelector: { "beta.kubernetes.io/os": "linux" } }))).toEqual([
    'spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
  ]);
  expect(warningsOf(pod())).toEqual([]);
});
