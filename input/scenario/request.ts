import { defaultContainerModel, type RequestModel } from "../../sim/scenario.ts";
import { type Duration, microseconds, milliseconds, zeroDuration } from "../../sim/units.ts";
import { memory } from "../fields/amount.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import { optional, type Read, record } from "../fields/read.ts";
import { integer, oneOf, scalar, wordOr } from "../fields/scalars.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import type { Cost } from "./container.ts";

/** What the serving container does with requests. */
export type Request = { readonly cost: Cost; readonly model: Omit<RequestModel, "container"> };

/** CPU time of one request where the scenario says nothing. */
const defaultCpu: Duration = milliseconds(10);

const unlimited = Number.POSITIVE_INFINITY;

export const defaultRequest: Request = {
  cost: { requestCpuMicroseconds: defaultCpu, requestMemory: defaultContainerModel.requestMemory },
  model: {
    wait: zeroDuration,
    concurrencyMax: unlimited,
    queueMax: unlimited,
    timeout: microseconds(unlimited),
    variation: "exponential",
  },
};

/** CPU time: a span. `10m` would be ten minutes, where everywhere else with CPU it is a hundredth of a core. */
export const cpuTime: Read<Duration> = (node) => {
  const { text, place } = scalar(node, "CPU time such as 10ms");
  if (!/^[0-9.]+m$/.test(text)) return duration(node);
  throw errorAt(
    place,
    `${quote(text)} of CPU time is minutes`,
    `Did you mean ${text}s? A request's CPU time is written 10ms.`,
  );
};

const upTo = (least: number): Read<number> =>
  wordOr({ word: "unlimited", value: unlimited }, integer({ min: least, max: 1_000_000 }));

/** `request:` of a workload. */
export const request: Read<Request> = (node) => {
  const { model } = defaultRequest;
  const fields = record({
    cpu: optional(cpuTime, defaultCpu),
    memory: optional(memory, defaultContainerModel.requestMemory),
    wait: optional(duration, model.wait),
    concurrency: optional(upTo(1), model.concurrencyMax),
    queue: optional(upTo(0), model.queueMax),
    timeout: optional(wordOr({ word: "never", value: model.timeout }, positiveDuration), model.timeout),
    variation: optional(oneOf(["exponential", "none"] as const), model.variation),
  })(node);
  return {
    cost: { requestCpuMicroseconds: fields.cpu, requestMemory: fields.memory },
    model: {
      wait: fields.wait,
      concurrencyMax: fields.concurrency,
      queueMax: fields.queue,
      timeout: fields.timeout,
      variation: fields.variation,
    },
  };
};
