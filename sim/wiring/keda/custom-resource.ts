import type { CustomResource } from "../../apiserver/custom-resources/custom-resource.ts";
import { scaledObjectSchema } from "../../keda/custom-resource.table.ts";
import type { ScaledObjectSpec } from "../../keda/scaled-object.ts";
import { admissionFaults, admissionWarnings } from "../../keda/validation.ts";

/** ScaledObjects, as KEDA's CustomResourceDefinition and its webhook have the API server take them in. */
export const scaledObjectResource: CustomResource = {
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  schema: scaledObjectSchema,
  webhook: "vscaledobject.kb.io",
  // The schema has just seen to the shape, which no checker can see.
  build: ({ spec }, meta) => ({ kind: "ScaledObject", meta, spec: spec as ScaledObjectSpec }),
  review: (object) => {
    if (object.kind !== "ScaledObject") return { warnings: [] };
    const [denial] = admissionFaults(object, { scaledObjects: [], hpas: [], podSpec: undefined });
    const warnings = admissionWarnings(object);
    return denial === undefined ? { warnings } : { denial, warnings };
  },
};
