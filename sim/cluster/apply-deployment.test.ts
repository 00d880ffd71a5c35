import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { simTime } from "../units.ts";
import { applyDeployment } from "./apply-deployment.ts";
import { createObjectStore } from "./object-store.ts";
import { createPodStore } from "./pod-store.ts";
import { createReplicaSetStore } from "./replica-set-store.ts";
import { updateScale } from "./scale.ts";
import { deployment, webTarget } from "./story.fixture.ts";

test("counts a generation for each new spec, and none for labels and annotations", () => {
  const kernel = createKernel({ start: simTime(0), seed: 1, eventsMax: 1 });
  const settings = { kernel, emit: () => {} };
  const replicaSets = createReplicaSetStore(settings);
  const store = createObjectStore({ ...settings, pods: createPodStore(settings), replicaSets });
  const generation = (): number | undefined => store.deployments.get("default/web")?.generation;
  const manifest = deployment();
  const generations = [
    () => applyDeployment(manifest, store),
    () => applyDeployment({ ...manifest, meta: { ...manifest.meta, labels: { team: "a" } } }, store),
    () => applyDeployment({ ...manifest, minReadySeconds: 3 }, store),
    () => updateScale(webTarget, { replicas: 9, by: "test" }, store),
    () => updateScale(webTarget, { replicas: 9, by: "test" }, store),
  ].map((act) => {
    act();
    return generation();
  });
  expect(generations).toEqual([1, 1, 2, 3, 3]);
});
