import type { SimTime } from "../../units.ts";

/** A node's machine at one instant, as its kernel would tell of it. */
export type Machine = {
  readonly node: string;
  readonly now: SimTime;
  readonly bootTime: SimTime;
  /** Whole. */
  readonly cores: number;
  /** Core-seconds since boot that were spent, in user mode and in the kernel. */
  readonly cpuSeconds: { readonly user: number; readonly system: number };
  readonly memoryBytes: number;
  readonly usedMemoryBytes: number;
  /** What went over its network card since boot. */
  readonly network: { readonly received: Traffic; readonly transmitted: Traffic };
  /** Over one, five and fifteen minutes. */
  readonly loadAverages: LoadAverages;
};

/** Whole. */
export type Traffic = { readonly bytes: number; readonly packets: number };

export type LoadAverages = readonly [one: number, five: number, fifteen: number];
