import type { Api } from "../decoding/api-types.table.ts";
import type { Release } from "../release.ts";
import { withoutAbsent } from "./without-absent.ts";

type PodSpec = Api["v1.PodSpec"];

/**
 * A pod's spec without the fields whose gate is off.
 *
 * Source: kubernetes v1.36.3 pkg/api/pod dropDisabledFields, and v1.28.15 for sidecars
 */
export function dropDisabledFields(spec: PodSpec, release: Release): PodSpec {
  return withoutAbsent<PodSpec>({
    ...spec,
    initContainers: release.sidecarContainers
      ? spec.initContainers
      : spec.initContainers?.map((container) =>
          withoutAbsent<Api["v1.Container"]>({ ...container, restartPolicy: undefined }),
        ),
    resources: release.podLevelResources ? spec.resources : undefined,
  });
}
