import type { Api } from "../../decoding/api-types.table.ts";
import type { Release } from "../../release.ts";

/** How strictly a pod is looked at. */
export type PodRules = {
  readonly release: Release;
  /** The metadata of a pod; `undefined` for the template of a workload. */
  readonly pod: Api["v1.ObjectMeta"] | undefined;
};

/** What the validation of a container has to know of its pod. */
export type PodScope = {
  readonly rules: PodRules;
  readonly spec: Api["v1.PodSpec"];
  /** By name, those that are valid. */
  readonly volumes: ReadonlyMap<string, Api["v1.Volume"]>;
  readonly claimNames: ReadonlySet<string>;
};
