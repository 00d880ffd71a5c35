import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Scale } from "../kubernetes/autoscaling.ts";
import { objectKey } from "../kubernetes/object.ts";
import { microseconds, milliseconds, plus, type SimTime, seconds } from "../units.ts";
import type { GetMetric } from "./external-metrics-api.ts";
import { type OwnedHpa, scaleTarget } from "./hpa.ts";
import { pause, pausedMessage, unpause } from "./pause.ts";
import type { Answer, KedaPorts } from "./ports.ts";
import { createScaleHandler, type ScaleHandler } from "./scale-handler.ts";
import { hpaName, isPaused, pollingInterval, type ScaledObject } from "./scaled-object.ts";
import { noFallback, readyMessage, type ScaledObjectStatus, withCondition } from "./status.ts";
import { replicaCountFault, triggersFault } from "./validation.ts";

export type OperatorPorts = KedaPorts & {
  /** Creates the HPA, or makes an existing one like it. */
  readonly applyHpa: (hpa: OwnedHpa) => Answer<undefined>;
  readonly deleteHpa: (namespace: string, hpaName: string) => void;
};

/** What the operator's calls have in common. */
type Operating = { readonly kernel: Kernel; readonly ports: OperatorPorts };

/** KEDA's operator: an HPA and a scale loop for each ScaledObject. */
export type KedaOperator = {
  /** A ScaledObject is there, or has changed. */
  readonly apply: (scaledObject: ScaledObject) => void;
  /** It is gone, and its HPA with it. */
  readonly remove: (namespace: string, name: string) => void;
  readonly status: (namespace: string, name: string) => ScaledObjectStatus | undefined;
  /** What KEDA's metrics server asks for. */
  readonly getMetric: GetMetric;
};

type Running = {
  readonly handler: ScaleHandler;
  readonly createdAt: SimTime;
  /** The next pass of the loop, or the next try to reconcile; undefined while there is none. */
  readonly next: { handle: EventHandle | undefined; isStopped: boolean };
};

/**
 * An operator that reconciles when it is told of a ScaledObject; after a failure again and again, ever more rarely.
 *
 * A changed ScaledObject keeps its status, and starts a new loop. Source: keda v2.21.0 controllers/keda/scaledobject_controller.go
 */
export function createKedaOperator(kernel: Kernel, ports: OperatorPorts): KedaOperator {
  const running = new Map<string, Running>();

  function apply(scaledObject: ScaledObject): void {
    const key = objectKey(scaledObject.meta);
    const before = running.get(key);
    if (before !== undefined) stop(kernel, before);
    const createdAt = before?.createdAt ?? kernel.now();
    const handler = createScaleHandler({ scaledObject, createdAt, now: kernel.now, ports });
    if (before !== undefined) handler.changeStatus(() => before.handler.status());
    const next: Running["next"] = { handle: undefined, isStopped: false };
    running.set(key, { handler, createdAt, next });
    const oldName = before && hpaName(before.handler.scaledObject);
    if (oldName !== undefined && oldName !== hpaName(scaledObject)) {
      ports.deleteHpa(scaledObject.meta.namespace, oldName);
    }
    if (isPaused(scaledObject)) {
      pause(handler, ports, () => {
        if (before !== undefined) handler.record(scalersStopped);
        ports.deleteHpa(scaledObject.meta.namespace, hpaName(scaledObject));
      });
      conclude(handler, undefined, pausedMessage);
      return;
    }
    unpause(handler);
    const isNewLoop = before === undefined || isPaused(before.handler.scaledObject);
    reconcileUntilReady({ kernel, ports }, { handler, next }, () => {
      if (isNewLoop) handler.record(scalersStarted);
      startLoop(kernel, handler, next);
    });
  }

  function remove(namespace: string, name: string): void {
    const key = objectKey({ namespace, name });
    const known = running.get(key);
    if (known === undefined) return;
    const { handler } = known;
    stop(kernel, known);
    restore(handler, ports);
    handler.record({ type: "Warning", reason: "ScaledObjectDeleted", message: "ScaledObject was deleted" });
    ports.deleteHpa(namespace, hpaName(handler.scaledObject));
    running.delete(key);
  }

  const getMetric: GetMetric = ({ namespace, scaledObject, metricName }, done) => {
    const known = running.get(objectKey({ namespace, name: scaledObject }));
    if (known !== undefined) known.handler.metric(metricName, done);
    else done({ ok: false, error: `error getting scalers ScaledObject.keda.sh "${scaledObject}" not found` });
  };

  const status = (namespace: string, name: string): ScaledObjectStatus | undefined =>
    running.get(objectKey({ namespace, name }))?.handler.status();

  return { apply, remove, status, getMetric };
}

const scalersStarted = { type: "Normal", reason: "KEDAScalersStarted", message: "Started scalers watch" } as const;
const scalersStopped = { type: "Normal", reason: "KEDAScalersStopped", message: "Stopped scalers watch" } as const;

function stop(kernel: Kernel, { handler, next }: Running): void {
  next.isStopped = true;
  if (next.handle !== undefined) kernel.cancel(next.handle);
  handler.stop();
}

/** Passes start a polling interval apart; one that takes longer is followed at once. */
function startLoop(kernel: Kernel, handler: ScaleHandler, next: Running["next"]): void {
  const startedAt = kernel.now();
  next.handle = undefined;
  handler.checkScalers(() => {
    if (next.isStopped) return;
    const due = plus(startedAt, pollingInterval(handler.scaledObject));
    const now = kernel.now();
    next.handle = kernel.at(due > now ? due : now, () => startLoop(kernel, handler, next));
  });
}

/** The waits between tries: twice as long each time. Source: controller-runtime v0.23 DefaultTypedControllerRateLimiter */
const retry = { first: milliseconds(5), max: seconds(1000) } as const;

type Reconciled = Pick<Running, "handler" | "next">;

function reconcileUntilReady({ kernel, ports }: Operating, reconciled: Reconciled, done: () => void): void {
  const { handler, next } = reconciled;
  let wait = retry.first;
  const attempt = (): void =>
    reconcile(handler, ports, (isReady) => {
      if (next.isStopped) return;
      next.handle = undefined;
      if (isReady) {
        done();
        return;
      }
      next.handle = kernel.after(wait, attempt);
      wait = microseconds(Math.min(wait * 2, retry.max));
    });
  attempt();
}

/** Makes the HPA, and says in the conditions how that went. */
function reconcile(handler: ScaleHandler, ports: OperatorPorts, done: (isReady: boolean) => void): void {
  const { scaledObject } = handler;
  const target = checkTarget(handler, ports);
  const counts = replicaCountFault(scaledObject);
  const triggers = triggersFault(scaledObject.spec.triggers);
  if (!target.ok || counts !== undefined || triggers !== undefined) {
    const [what, why] = !target.ok
      ? ["scaleTargetRef", target.error]
      : counts === undefined
        ? ["triggers", triggers]
        : ["Idle/Min/Max Replica Counts", counts];
    conclude(handler, `ScaledObject doesn't have correct ${what} specification: ${why}`);
    done(false);
    return;
  }
  handler.wantedHpa((hpa) => {
    const applied = hpa.ok ? ports.applyHpa(hpa.value) : hpa;
    const fault = "failed to ensure HPA is correctly created for ScaledObject";
    conclude(handler, applied.ok ? undefined : `${fault}: ${applied.error}`);
    done(applied.ok);
  });
}

/** Looks for the target until it was there once, and remembers how many replicas it had then. */
function checkTarget(handler: ScaleHandler, ports: OperatorPorts): Answer<Scale | undefined> {
  if (handler.status().originalReplicaCount !== undefined) return { ok: true, value: undefined };
  const { scaledObject } = handler;
  const scale = ports.getScale({ namespace: scaledObject.meta.namespace, ...scaleTarget(scaledObject) });
  if (!scale.ok) {
    const isMissing = scale.error.endsWith(" not found");
    const message = isMissing ? "Target resource doesn't exist" : "Target resource doesn't expose /scale subresource";
    handler.record({ type: "Warning", reason: "ScaledObjectCheckFailed", message });
  } else {
    const { specReplicas } = scale.value;
    handler.changeStatus((before) => ({ ...before, originalReplicaCount: specReplicas }));
  }
  return scale;
}

/** Gives the target back its replicas, where that is asked for. Source: keda v2.21.0 controllers/keda/scaledobject_finalizer.go */
function restore({ scaledObject, status }: ScaleHandler, ports: OperatorPorts): void {
  const original = status().originalReplicaCount;
  if (!scaledObject.spec.advanced?.restoreToOriginalReplicaCount || original === undefined) return;
  ports.updateScale({ namespace: scaledObject.meta.namespace, ...scaleTarget(scaledObject) }, original);
}

function conclude(handler: ScaleHandler, fault: string | undefined, message: string = readyMessage): void {
  const { conditions } = handler.status();
  const wasReady = conditions.some(({ type, status }) => type === "Ready" && status === "True");
  if (fault !== undefined) {
    handler.record({ type: "Warning", reason: "ScaledObjectCheckFailed", message: fault });
  } else if (!wasReady) {
    handler.record({ type: "Normal", reason: "ScaledObjectReady", message: "ScaledObject is ready for scaling" });
  }
  const outcome =
    fault === undefined
      ? [{ type: "Ready", status: "True", reason: "ScaledObjectReady", message } as const]
      : [
          { type: "Ready", status: "False", reason: "ScaledObjectCheckFailed", message: fault } as const,
          { type: "Active", status: "Unknown", reason: "UnknownState", message: "ScaledObject check failed" } as const,
        ];
  const fallback = handler.scaledObject.spec.fallback === undefined ? [noFallback] : [];
  handler.changeStatus((before) => ({
    ...before,
    conditions: [...outcome, ...fallback].reduce(withCondition, before.conditions),
  }));
}
