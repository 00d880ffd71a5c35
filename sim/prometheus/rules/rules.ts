import type { EventHandle } from "../../kernel/event-queue.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { between, milliseconds, simTime } from "../../units.ts";
import { evaluateGroup, type GroupContext, markStale, newGroup, type RunningGroup, takeOver } from "./group.ts";
import { lastDueAt } from "./group-phase.ts";
import type { RuleGroup } from "./rule.ts";

/** What evaluates rules in virtual time. */
export interface Rules {
  /** The groups at work, by file and name. */
  readonly groups: () => readonly RunningGroup[];
  /** Takes other groups, as a reload does: a group that did not change goes on undisturbed. */
  readonly update: (groups: readonly RuleGroup[]) => void;
  readonly stop: () => void;
}

/** What rules run with. */
export interface RulesSetup extends GroupContext {
  readonly kernel: Pick<Kernel, "now" | "at" | "after" | "cancel">;
  readonly groups: readonly RuleGroup[];
  /** Moves every group's place in its interval; 0 is upstream's own. */
  readonly jitter: bigint;
  /** False while Prometheus does not run: nothing is evaluated then. */
  readonly isRunning: () => boolean;
  /** Hears of every evaluation of a group. */
  readonly evaluated: (group: RunningGroup) => void;
}

interface Scheduled {
  readonly running: RunningGroup;
  next: EventHandle | undefined;
}

/** A Prometheus that has just started restores alerts with its second evaluation, and writes `ALERTS` after it. */
const evaluationsToRestore = 2;

const keyOf = ({ file, name }: RuleGroup): string => `${file};${name}`;

/**
 * Evaluates groups of rules, each at its own place in its interval.
 *
 * An evaluation takes no time. Source: prometheus v0.315.0 rules/manager.go, rules/group.go (run)
 */
export function startRules({ kernel, groups, jitter, isRunning, evaluated, ...context }: RulesSetup): Rules {
  let scheduled = new Map<string, Scheduled>();
  const nowMs = (): number => Math.floor(kernel.now() / 1000);

  const schedule = (running: RunningGroup): Scheduled => {
    const { group } = running;
    const interval = milliseconds(group.intervalMs);
    const entry: Scheduled = { running, next: undefined };
    const run = (): void => {
      entry.next = kernel.after(interval, run);
      if (!isRunning()) return;
      evaluateGroup(running, context, nowMs());
      evaluated(running);
    };
    const first = simTime(lastDueAt(group, kernel.now(), jitter) + interval);
    entry.next = kernel.after(between(kernel.now(), first), run);
    return entry;
  };

  const retire = (entry: Scheduled): void => {
    if (entry.next !== undefined) kernel.cancel(entry.next);
    entry.next = undefined;
  };

  /** The series of a group that is gone end two intervals later, unless another group writes them by then. */
  const remove = (entry: Scheduled): void => {
    retire(entry);
    const { group, rules, orphans } = entry.running;
    const series = [...orphans, ...rules.flatMap(({ written }) => [...written.values()])];
    const timestamp = nowMs() - group.queryOffsetMs;
    kernel.after(milliseconds(2 * group.intervalMs), () => markStale(series, context.openAppender, timestamp));
  };

  const load = (wanted: readonly RuleGroup[], restoring: number): void => {
    const known = scheduled;
    scheduled = new Map();
    for (const group of wanted) {
      const key = keyOf(group);
      const old = known.get(key);
      known.delete(key);
      if (old !== undefined && JSON.stringify(old.running.group) === JSON.stringify(group)) {
        scheduled.set(key, old);
        continue;
      }
      const running = newGroup(group, restoring);
      if (old !== undefined) {
        retire(old);
        takeOver(running, old.running);
      }
      scheduled.set(key, schedule(running));
    }
    for (const old of known.values()) remove(old);
  };

  load(groups, evaluationsToRestore);
  return {
    groups: () => [...scheduled.keys()].sort().map((key) => scheduled.get(key)!.running),
    update: (wanted) => load(wanted, 0),
    stop: () => {
      for (const entry of scheduled.values()) retire(entry);
    },
  };
}
