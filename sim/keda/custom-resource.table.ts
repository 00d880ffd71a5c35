import type { StructuralSchema } from "../kubernetes/structural-schema.ts";

const text: StructuralSchema = { type: "string" };
const count: StructuralSchema = { type: "integer", minimum: 0 };
const flag: StructuralSchema = { type: "boolean" };

const rules: StructuralSchema = {
  type: "object",
  properties: {
    stabilizationWindowSeconds: { type: "integer" },
    selectPolicy: text,
    policies: {
      type: "array",
      items: {
        type: "object",
        properties: { type: text, value: { type: "integer" }, periodSeconds: { type: "integer" } },
        required: ["periodSeconds", "type", "value"],
      },
    },
    tolerance: { type: "quantity" },
  },
};

const advanced: StructuralSchema = {
  type: "object",
  properties: {
    horizontalPodAutoscalerConfig: {
      type: "object",
      properties: {
        behavior: { type: "object", properties: { scaleDown: rules, scaleUp: rules } },
        name: text,
      },
    },
    restoreToOriginalReplicaCount: flag,
    scalingModifiers: {
      type: "object",
      properties: {
        activationTarget: text,
        formula: text,
        metricType: { type: "string", enum: ["AverageValue", "Value"] },
        target: text,
      },
    },
  },
};

const fallback: StructuralSchema = {
  type: "object",
  properties: {
    behavior: {
      type: "string",
      enum: ["static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower", "scalingModifiers"],
      default: "static",
    },
    failureThreshold: count,
    replicas: count,
  },
  required: ["failureThreshold", "replicas"],
};

const trigger: StructuralSchema = {
  type: "object",
  properties: {
    authenticationRef: {
      type: "object",
      properties: {
        kind: { type: "string", enum: ["TriggerAuthentication", "ClusterTriggerAuthentication"] },
        name: text,
      },
      required: ["name"],
    },
    metadata: { type: "map", values: text },
    metricType: text,
    name: text,
    type: { type: "string", minLength: 1 },
    useCachedMetrics: flag,
  },
  required: ["metadata", "type"],
};

const spec: StructuralSchema = {
  type: "object",
  properties: {
    advanced,
    cooldownPeriod: count,
    fallback,
    idleReplicaCount: count,
    initialCooldownPeriod: count,
    maxReplicaCount: { type: "integer", minimum: 1 },
    minReplicaCount: count,
    pollingInterval: { type: "integer", minimum: 1 },
    scaleTargetRef: {
      type: "object",
      properties: {
        apiVersion: text,
        envSourceContainerName: text,
        kind: text,
        name: { type: "string", minLength: 1 },
      },
      required: ["name"],
    },
    triggers: { type: "array", items: trigger, minItems: 1 },
  },
  required: ["scaleTargetRef", "triggers"],
  rule: {
    holds: ({ minReplicaCount, maxReplicaCount }) =>
      minReplicaCount === undefined || Number(minReplicaCount) <= Number(maxReplicaCount ?? 100),
    message: "minReplicaCount must be less than or equal to maxReplicaCount",
  },
};

/** A ScaledObject without its metadata and its status. Source: keda v2.21.0 config/crd/bases/keda.sh_scaledobjects.yaml */
export const scaledObjectSchema: StructuralSchema = {
  type: "object",
  properties: { apiVersion: text, kind: text, spec },
  required: ["spec"],
};
