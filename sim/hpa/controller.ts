import type { Kernel } from "../kernel/kernel.ts";
import { createWorkers } from "../kernel/workers.ts";
import type { HorizontalPodAutoscaler } from "../kubernetes/autoscaling.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { HpaBehaviours } from "./behaviours.ts";
import { emptyHistory } from "./history.ts";
import { createMonitor, type Monitor } from "./monitor.ts";
import type { Autoscaler, ControllerWorld } from "./pass.ts";
import { type HpaPlan, planHpa } from "./plan.ts";
import type { HpaName, HpaPorts } from "./ports.ts";
import { reconcile } from "./reconcile.ts";
import { createSelectorTracker } from "./selector-tracker.ts";
import { emptyStatus, type HpaStatus } from "./status.ts";

/** The HorizontalPodAutoscaler controller: it syncs every HPA once a period. */
export type HpaController = {
  /** An HPA appeared, or its spec changed (`metadata.generation` with it). */
  readonly apply: (hpa: HorizontalPodAutoscaler) => void;
  readonly remove: (hpa: HpaName) => void;
  /** The plan and the status that stand now; undefined for an HPA that is not there. */
  readonly get: (hpa: HpaName) => { readonly plan: HpaPlan; readonly status: HpaStatus } | undefined;
};

export type HpaControllerSettings = {
  readonly kernel: Kernel;
  readonly behaviours: HpaBehaviours;
  readonly ports: HpaPorts;
  /** One of its own if none is given. */
  readonly monitor?: Monitor;
};

/** What the controller keeps under one key. It outlives the object until the key comes up once more. */
type Entry = {
  autoscaler: Autoscaler;
  isPresent: boolean;
  /** It waits for its period to pass. */
  isWaiting: boolean;
  /** A worker has it, or it waits for one. */
  isBusy: boolean;
  /** It came up while a worker had it, and runs once more. */
  isDirty: boolean;
};

const newEntry = (plan: HpaPlan): Entry => ({
  autoscaler: { plan, status: emptyStatus, history: emptyHistory() },
  isPresent: false,
  isWaiting: false,
  isBusy: false,
  isDirty: false,
});

/**
 * A controller without HPAs.
 *
 * A key waits one period after each pass; nothing makes it come sooner, except that since 1.37 a new HPA or a new spec is
 * synced at once besides. The history belongs to the key: an HPA that is deleted and made anew before its key comes up
 * again finds the old one. Source: kubernetes v1.36.3 and v1.37.0 pkg/controller/podautoscaler/horizontal.go.
 */
export function createHpaController(settings: HpaControllerSettings): HpaController {
  const { kernel, behaviours, ports, monitor = createMonitor() } = settings;
  const entries = new Map<string, Entry>();
  const workers = createWorkers(behaviours.flags.concurrentSyncs);
  const { now, after } = kernel;
  const selectors = createSelectorTracker(behaviours);
  const world: ControllerWorld = { ports, behaviours, now, after, selectors, monitor };

  const waitPeriod = (key: string, entry: Entry): void => {
    if (entry.isWaiting) return;
    entry.isWaiting = true;
    kernel.after(behaviours.flags.syncPeriod, () => {
      entry.isWaiting = false;
      sync(key, entry);
    });
  };

  const sync = (key: string, entry: Entry): void => {
    if (entry.isBusy) {
      entry.isDirty = true;
      return;
    }
    entry.isBusy = true;
    workers.acquire((release) => {
      // What came up while the key waited for a worker is this very pass.
      entry.isDirty = false;
      if (!entry.isPresent) {
        forget(key, entry);
        release();
        return;
      }
      reconcile(world, entry.autoscaler, () => {
        waitPeriod(key, entry);
        entry.isBusy = false;
        if (entry.isDirty) sync(key, entry);
        release();
      });
    });
  };

  /** The key came up without its object. A period that still runs will bring it up once more, so the entry stays for that. */
  const forget = (key: string, entry: Entry): void => {
    entry.isBusy = false;
    if (entry.isWaiting) entry.autoscaler = { ...entry.autoscaler, status: emptyStatus, history: emptyHistory() };
    else entries.delete(key);
  };

  return {
    apply: (hpa) => {
      const plan = planHpa(hpa, behaviours);
      const key = objectKey(plan.name);
      const known = entries.get(key);
      const entry = known ?? newEntry(plan);
      const isNew = !entry.isPresent;
      const isNewSpec = entry.autoscaler.plan.generation !== plan.generation;
      if (isNew && known !== undefined) entry.autoscaler.status = emptyStatus;
      entry.autoscaler.plan = plan;
      entry.isPresent = true;
      entries.set(key, entry);
      if (isNew) {
        world.selectors.register(plan.name);
        monitor.added();
      }
      const isAtOnce = (isNew && behaviours.firstSync === "at-once") || (isNewSpec && behaviours.hpaGeneration);
      if (isAtOnce) kernel.at(kernel.now(), () => sync(key, entry));
      else waitPeriod(key, entry);
    },
    remove: (hpa) => {
      const entry = entries.get(objectKey(hpa));
      if (entry === undefined) return;
      entry.isPresent = false;
      world.selectors.remove(hpa);
      monitor.removed();
    },
    get: (hpa) => {
      const entry = entries.get(objectKey(hpa));
      return entry?.isPresent ? entry.autoscaler : undefined;
    },
  };
}
