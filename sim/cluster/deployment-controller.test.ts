import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import type { Deployment, DeploymentStrategy, IntOrPercent } from "../kubernetes/workload.ts";
import { plus, seconds, simTime } from "../units.ts";
import { applyDeployment } from "./apply-deployment.ts";
import { type RecordedStep, recordedRollouts } from "./deployment-controller.recorded.ts";
import { runDeploymentController } from "./deployment-controller.ts";
import { createObjectStore } from "./object-store.ts";
import { defaultPodLifecycle } from "./pod-lifecycle.ts";
import { createPodStore } from "./pod-store.ts";
import { createRecorder } from "./recorder.ts";
import { runReplicaSetController } from "./replica-set-controller.ts";
import { byCreation } from "./replica-set-order.ts";
import { createReplicaSetStore } from "./replica-set-store.ts";
import { updateScale } from "./scale.ts";
import { deployment, webTarget } from "./story.fixture.ts";

test.each(recordedRollouts.map((steps, index) => ({ steps, index })))(
  "does what upstream's controllers did, in the recording $index",
  ({ steps }) => {
    const play = createReplay();
    expect(steps.map(([action], second) => play(action, second))).toEqual(steps);
  },
);

/** The two controllers alone: pods have no kubelet, become ready by the script and are deleted without grace. */
function createReplay(): (action: string, second: number) => RecordedStep {
  const start = simTime(0);
  const kernel = createKernel({ start, seed: 1, eventsMax: 100_000 });
  let events: string[] = [];
  const record = (involved: { readonly kind: string }, { message }: { readonly message: string }): void => {
    if (involved.kind === "Deployment") events.push(message);
  };
  const emit = (): void => {};
  const pods = createPodStore({ kernel, emit });
  const replicaSets = createReplicaSetStore({ kernel, emit });
  const store = createObjectStore({ kernel, emit, pods, replicaSets });
  runReplicaSetController({
    kernel,
    pods,
    replicaSets,
    record: createRecorder("replicaset-controller", emit),
    lifecycleOf: () => defaultPodLifecycle,
    podsPerWorkloadMax: 100,
  });
  runDeploymentController({ kernel, emit, changes: store.deploymentChanges, replicaSets, record });

  const names = new Map<string, string>();
  const settle = (): void => kernel.advanceTo(kernel.now());
  const sets = () => [...replicaSets.all()].sort(byCreation);
  const podsOf = (isReady: boolean, newestFirst: boolean) =>
    (newestFirst ? sets().reverse() : sets())
      .flatMap((replicaSet) => [...replicaSet.pods])
      .filter(({ ready }) => (ready === "True") === isReady);

  const act = applyAction({
    apply: (manifest) => applyDeployment(manifest, store),
    scale: (replicas) => updateScale(webTarget, { replicas, by: "test" }, store),
    become: (count) => {
      for (let left = count; left > 0; left--) {
        settle();
        const [unready] = podsOf(false, true);
        if (unready) pods.becomeReady(unready);
      }
    },
    remove: (count, isReady) => {
      for (let left = count; left > 0; left--) {
        const [victim] = podsOf(isReady, false);
        if (victim) pods.requestDeletion(victim);
        settle();
      }
    },
  });

  return (action, second) => {
    kernel.advanceTo(plus(start, seconds(second)));
    act(action);
    settle();
    for (const { reference, template } of sets()) names.set(reference.name, template.identity);
    const named = (text: string): string =>
      [...names].reduce((result, [name, identity]) => result.replaceAll(`replica set ${name}`, identity), text);
    const messages = events.map(named);
    events = [];
    const status = store.deployments.get("default/web")?.status;
    if (!status) return [action, "none", messages];
    const sizes = sets().map(({ template, replicas, status: own }) => {
      return `${template.identity} ${replicas}/${own.replicas}/${own.availableReplicas}`;
    });
    const { replicas, updatedReplicas, readyReplicas, availableReplicas, unavailableReplicas } = status;
    const counts = [replicas, updatedReplicas, readyReplicas, availableReplicas, unavailableReplicas].join(" ");
    const conditions = status.conditions.map(({ type, status: is, reason }) => `${type} ${is} ${reason}`).sort();
    return [action, `${sizes.join(", ") || "none"} | ${counts} | ${conditions.join("; ")}`, messages];
  };
}

type Hands = {
  readonly apply: (manifest: Deployment) => void;
  readonly scale: (replicas: number) => void;
  readonly become: (count: number) => void;
  readonly remove: (count: number, isReady: boolean) => void;
};

/** Does what one line of a recording says. */
function applyAction({ apply, scale, become, remove }: Hands): (action: string) => void {
  let manifest = deployment({ graceSeconds: 0 });
  const change = (changes: Partial<Deployment>): void => {
    manifest = { ...manifest, ...changes };
    apply(manifest);
  };
  const template = (identity: string) => ({ ...manifest.template, identity });

  return (action) => {
    const [verb = "", second = "", third = ""] = action.split(" ");
    if (verb === "create") {
      change({
        replicas: Number(second),
        strategy: strategyOf(action),
        template: template("T0"),
        revisionHistoryLimit: Number(/history (\d+)/.exec(action)?.[1]),
        paused: action.endsWith("paused"),
      });
    } else if (verb === "scale") {
      manifest = { ...manifest, replicas: Number(third) };
      scale(manifest.replicas);
    } else if (verb === "template") change({ template: template(second) });
    else if (verb === "strategy") change({ strategy: strategyOf(action) });
    else if (verb === "pause") change({ paused: true });
    else if (verb === "resume") change({ paused: false });
    else if (verb === "ready") become(Number(second));
    else remove(Number(second), third === "ready");
  };
}

function strategyOf(text: string): DeploymentStrategy {
  const [, maxSurge, maxUnavailable] = /surge (\S+) unavailable ([^\s,]+)/.exec(text) ?? [];
  if (maxSurge === undefined || maxUnavailable === undefined) return { type: "Recreate" };
  return { type: "RollingUpdate", maxSurge: intOrPercent(maxSurge), maxUnavailable: intOrPercent(maxUnavailable) };
}

const intOrPercent = (text: string): IntOrPercent =>
  text.endsWith("%") ? { percent: Number(text.slice(0, -1)) } : { count: Number(text) };
