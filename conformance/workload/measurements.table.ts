import type { WorkloadConfiguration } from "./configuration.ts";

/** One container, what is sent to it, and for how long. */
export type Measurement = {
  readonly name: string;
  readonly configuration: WorkloadConfiguration;
  readonly cpuLimitCores: number;
  /** Requests per second; absent for none. */
  readonly load?: number;
  readonly seconds: number;
  /** From the beginning of the container; otherwise from when it has settled. */
  readonly isFromBirth?: boolean;
};

const mebibyte = 2 ** 20;

const plain: WorkloadConfiguration = {
  ports: [8080],
  idleCpuMillicores: 1,
  idleMemoryBytes: 64 * mebibyte,
  startupCpuMillicores: 0,
  startupSeconds: 0,
  readyAfterSeconds: 0,
  stopAfterSeconds: 0,
  requestCpuMicroseconds: 10_000,
  requestMemoryBytes: 0,
  requestWaitMicroseconds: 0,
  variation: "none",
  concurrencyMax: null,
  queueMax: null,
  timeoutSeconds: null,
};

const seconds = 30;

/** What `npm run measure:workload` plays. */
export const measurements: readonly Measurement[] = [
  { name: "10 ms × 30/s", configuration: plain, cpuLimitCores: 1, load: 30, seconds },
  {
    name: "2 ms × 100/s",
    configuration: { ...plain, requestCpuMicroseconds: 2000 },
    cpuLimitCores: 1,
    load: 100,
    seconds,
  },
  {
    name: "40 ms × 5/s",
    configuration: { ...plain, requestCpuMicroseconds: 40_000 },
    cpuLimitCores: 1,
    load: 5,
    seconds,
  },
  {
    name: "10 ms × 30/s, exponential, with 30 ms of waiting",
    configuration: { ...plain, variation: "exponential", requestWaitMicroseconds: 30_000 },
    cpuLimitCores: 1,
    load: 30,
    seconds,
  },
  {
    name: "20 ms × 15/s, each with 4 MiB",
    configuration: { ...plain, requestCpuMicroseconds: 20_000, requestMemoryBytes: 4 * mebibyte },
    cpuLimitCores: 1,
    load: 15,
    seconds,
  },
  {
    name: "10 ms × 40/s, throttled at 0.3 cores",
    configuration: { ...plain, idleCpuMillicores: 20 },
    cpuLimitCores: 0.3,
    load: 40,
    seconds: 20,
  },
  { name: "idle at 100m", configuration: { ...plain, idleCpuMillicores: 100 }, cpuLimitCores: 1, seconds },
  {
    name: "idle at 1m with 16 MiB, from birth",
    configuration: { ...plain, idleMemoryBytes: 16 * mebibyte },
    cpuLimitCores: 1,
    seconds: 60,
    isFromBirth: true,
  },
  {
    name: "starting with 500m for 10 s, then 50m, from birth",
    configuration: { ...plain, idleCpuMillicores: 50, startupCpuMillicores: 500, startupSeconds: 10 },
    cpuLimitCores: 1,
    seconds: 20,
    isFromBirth: true,
  },
];
