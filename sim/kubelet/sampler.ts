import type { SimTime } from "../units.ts";
import { cpuRate, type Looks } from "./housekeeping.ts";
import type { Usage } from "./ports.ts";

/** What was seen of one control group at one look. */
export type Sample = Usage & { readonly at: SimTime };

/** A sum of usage that is being made. */
export type UsageSum = {
  cpuNanoseconds: number;
  workingSetBytes: number;
  throttledNanoseconds: number;
  answeredRequests: number;
};

export const noUsage: Usage = {
  cpuNanoseconds: 0,
  workingSetBytes: 0,
  throttledNanoseconds: 0,
  answeredRequests: 0,
};

/** The samples of one control group, worked out when somebody asks. Instants that are asked about never go back. */
export type Sampler = {
  /** The last sample by an instant: the same value until there is a newer one. */
  readonly latest: (at: SimTime) => Sample;
  /** CPU rate between that sample and the one before it, in whole nanocores; undefined when it is the first one. */
  readonly nanocores: () => number | undefined;
};

/**
 * Of several looks since it was last asked, no more than the last two are worked out. Before the first look, the numbers are
 * those of the instant at which somebody asks: the kubelet then has the container runtime's.
 */
export function createSampler(looks: Looks, read: (at: SimTime) => Usage): Sampler {
  let sample: Sample | undefined;
  let cpuBefore: number | undefined;

  const latest = (at: SimTime): Sample => {
    if (at < looks.firstAt) return { at, ...read(at) };
    if (!looks.passed(at) && sample !== undefined) return sample;
    const time = looks.last();
    cpuBefore = sample !== undefined && sample.at === looks.before() ? sample.cpuNanoseconds : undefined;
    const { cpuNanoseconds, workingSetBytes, throttledNanoseconds, answeredRequests } = read(time);
    sample = { at: time, cpuNanoseconds, workingSetBytes, throttledNanoseconds, answeredRequests };
    return sample;
  };

  const nanocores = (): number | undefined => {
    const before = looks.before();
    if (sample === undefined || before === undefined) return undefined;
    cpuBefore ??= read(before).cpuNanoseconds;
    return cpuRate(sample.cpuNanoseconds - cpuBefore, before, sample.at);
  };

  return { latest, nanocores };
}
