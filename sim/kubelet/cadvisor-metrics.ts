import type { MetricFamily } from "../exposition-format/family.ts";
import type { Labels } from "../kubernetes/object.ts";
import { between, epochSeconds, type SimTime, simTime } from "../units.ts";
import { cfsPeriodMicroseconds, userModeShare } from "./assumptions.ts";
import { type CadvisorRow, cadvisorRows } from "./cadvisor-rows.ts";
import { deviceMetrics } from "./device-metrics.ts";
import { machineFamilies } from "./machine-metrics.ts";
import type { KubeletView } from "./view.ts";

type Family = Pick<MetricFamily, "name" | "type" | "help"> & {
  /** Labels beside those of the control group. */
  readonly labels?: Labels;
  /** Which control groups have it; absent where all have. */
  readonly appliesTo?: (row: CadvisorRow) => boolean;
  readonly value: (row: CadvisorRow, now: SimTime) => number;
  /** What is read from a control group's limits has no timestamp. */
  readonly timestamp: "sample" | "now" | "none";
};

/**
 * The families of `/metrics/cadvisor` that the wind tunnel has numbers for.
 *
 * Left out: `cadvisor_version_info` and `container_` blkio_*, cpu_load_*, file_descriptors, fs_* but what `deviceMetrics` has,
 * memory_failcnt, memory_failures_total, memory_kernel_usage, memory_mapped_file, memory_max_usage_bytes,
 * memory_total_*_file_bytes, pressure_*, processes, sockets, tasks_state, threads, threads_max, ulimits_soft.
 */
export function cadvisorMetrics(view: KubeletView): readonly MetricFamily[] {
  const rows = cadvisorRows(view);
  const ofGroups = families.map((family): MetricFamily => {
    const { name, type, help, labels, appliesTo = () => true, value, timestamp } = family;
    const samples = rows.filter(appliesTo).map((row) => ({
      name,
      labels: { ...row.labels, ...labels },
      value: value(row, view.now),
      timestampMilliseconds:
        timestamp === "sample" ? row.timestampMilliseconds : timestamp === "now" ? milliseconds(view.now) : undefined,
    }));
    return { name, type, help, samples };
  });
  return [...ofGroups, ...deviceMetrics(view, rows), ...machineFamilies(view.node)];
}

const milliseconds = (time: SimTime): number => Math.floor(time / 1000);

const hasQuota = ({ spec }: CadvisorRow): boolean => spec.cpuQuota !== 0;

const userNanoseconds = ({ usage }: CadvisorRow): number => Math.floor(usage.cpuNanoseconds * userModeShare);

/** Periods of the quota since the group was made. The kernel counts those in which something wanted to run; here all count. */
function elapsedPeriods({ createdAt, timestampMilliseconds }: CadvisorRow): number {
  return Math.max(0, Math.floor(between(createdAt, simTime(timestampMilliseconds * 1000)) / cfsPeriodMicroseconds));
}

/** Every period in which the CPU was withheld counts whole. */
const throttledPeriods = (row: CadvisorRow): number =>
  Math.min(elapsedPeriods(row), Math.floor(row.usage.throttledNanoseconds / 1000 / cfsPeriodMicroseconds));

/** Source: google/cadvisor v0.56.2 metrics/prometheus.go */
const families: readonly Family[] = [
  {
    name: "container_cpu_cfs_burst_periods_total",
    type: "counter",
    help: "Number of periods when burst occurs.",
    appliesTo: hasQuota,
    value: () => 0,
    timestamp: "sample",
  },
  {
    name: "container_cpu_cfs_burst_seconds_total",
    type: "counter",
    help: "Total time duration the container has been bursted.",
    appliesTo: hasQuota,
    value: () => 0,
    timestamp: "sample",
  },
  {
    name: "container_cpu_cfs_periods_total",
    type: "counter",
    help: "Number of elapsed enforcement period intervals.",
    appliesTo: hasQuota,
    value: elapsedPeriods,
    timestamp: "sample",
  },
  {
    name: "container_cpu_cfs_throttled_periods_total",
    type: "counter",
    help: "Number of throttled period intervals.",
    appliesTo: hasQuota,
    value: throttledPeriods,
    timestamp: "sample",
  },
  {
    name: "container_cpu_cfs_throttled_seconds_total",
    type: "counter",
    help: "Total time duration the container has been throttled.",
    appliesTo: hasQuota,
    value: ({ usage }) => usage.throttledNanoseconds / 1e9,
    timestamp: "sample",
  },
  {
    name: "container_cpu_system_seconds_total",
    type: "counter",
    help: "Cumulative system cpu time consumed in seconds.",
    value: (row) => (row.usage.cpuNanoseconds - userNanoseconds(row)) / 1e9,
    timestamp: "sample",
  },
  {
    name: "container_cpu_usage_seconds_total",
    type: "counter",
    help: "Cumulative cpu time consumed in seconds.",
    labels: { cpu: "total" },
    appliesTo: ({ usage }) => usage.cpuNanoseconds > 0,
    value: ({ usage }) => usage.cpuNanoseconds / 1e9,
    timestamp: "sample",
  },
  {
    name: "container_cpu_user_seconds_total",
    type: "counter",
    help: "Cumulative user cpu time consumed in seconds.",
    value: (row) => userNanoseconds(row) / 1e9,
    timestamp: "sample",
  },
  {
    name: "container_health_state",
    type: "gauge",
    help: "The result of the container's health check",
    value: () => -1,
    timestamp: "sample",
  },
  {
    name: "container_last_seen",
    type: "gauge",
    help: "Last time a container was seen by the exporter",
    value: (_, now) => Math.floor(epochSeconds(now)),
    timestamp: "now",
  },
  {
    name: "container_memory_cache",
    type: "gauge",
    help: "Number of bytes of page cache memory.",
    value: () => 0,
    timestamp: "sample",
  },
  {
    name: "container_memory_rss",
    type: "gauge",
    help: "Size of RSS in bytes.",
    value: ({ usage }) => usage.workingSetBytes,
    timestamp: "sample",
  },
  {
    name: "container_memory_swap",
    type: "gauge",
    help: "Container swap usage in bytes.",
    value: () => 0,
    timestamp: "sample",
  },
  {
    name: "container_memory_usage_bytes",
    type: "gauge",
    help: "Current memory usage in bytes, including all memory regardless of when it was accessed",
    value: ({ usage }) => usage.workingSetBytes,
    timestamp: "sample",
  },
  {
    name: "container_memory_working_set_bytes",
    type: "gauge",
    help: "Current working set in bytes.",
    value: ({ usage }) => usage.workingSetBytes,
    timestamp: "sample",
  },
  {
    name: "container_oom_events_total",
    type: "counter",
    help: "Count of out of memory events observed for the container",
    value: () => 0,
    timestamp: "sample",
  },
  {
    name: "container_spec_cpu_period",
    type: "gauge",
    help: "CPU period of the container.",
    value: ({ spec }) => spec.cpuPeriod,
    timestamp: "none",
  },
  {
    name: "container_spec_cpu_quota",
    type: "gauge",
    help: "CPU quota of the container.",
    appliesTo: hasQuota,
    value: ({ spec }) => spec.cpuQuota,
    timestamp: "none",
  },
  {
    name: "container_spec_cpu_shares",
    type: "gauge",
    help: "CPU share of the container.",
    value: ({ spec }) => spec.cpuShares,
    timestamp: "none",
  },
  {
    name: "container_spec_memory_limit_bytes",
    type: "gauge",
    help: "Memory limit for the container.",
    value: ({ spec }) => spec.memoryLimitBytes,
    timestamp: "none",
  },
  {
    name: "container_spec_memory_reservation_limit_bytes",
    type: "gauge",
    help: "Memory reservation limit for the container.",
    value: () => 0,
    timestamp: "none",
  },
  {
    name: "container_spec_memory_swap_limit_bytes",
    type: "gauge",
    help: "Memory swap limit for the container.",
    value: () => 0,
    timestamp: "none",
  },
  {
    name: "container_start_time_seconds",
    type: "gauge",
    help: "Start time of the container since unix epoch in seconds.",
    value: ({ createdAt }) => Math.floor(epochSeconds(createdAt)),
    timestamp: "none",
  },
];
