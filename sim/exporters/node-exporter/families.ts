import type { MetricFamily, MetricSample } from "../../exposition-format/family.ts";
import type { Labels } from "../../kubernetes/object.ts";
import { between, epochSeconds, toSeconds } from "../../units.ts";
import { networkDevice, operatingSystem, rootFilesystem } from "../assumptions.ts";
import type { Machine, Traffic } from "./machine.ts";
import { quietCollectors, quietFamilies } from "./quiet-families.ts";

type Reading = { readonly labels: Labels; readonly value: number };

/** Collectors whose families are there, as far as the simulator knows their numbers. */
const collectors = ["cpu", "filesystem", "loadavg", "meminfo", "netdev", "stat", "time", "uname"] as const;

/**
 * What node_exporter says of a machine.
 *
 * Left out: its other collectors; of those in `quietFamilies` most; of `stat` all but the boot time; of `time` the clock sources; of `meminfo` what the model has
 * no word for; and what node_exporter says of itself, but for the success of its collectors.
 * Source: prometheus/node_exporter v1.12.1 collector/*.go, for names and texts
 */
export function nodeExporterFamilies(machine: Machine): readonly MetricFamily[] {
  return [
    ...cpuFamilies(machine),
    ...memoryFamilies(machine),
    ...filesystemFamilies(),
    ...networkFamilies(machine),
    ...machine.loadAverages.map((load, index) => {
      const minutes = [1, 5, 15][index];
      return gauge(`node_load${minutes}`, `${minutes}m load average.`, one(Math.round(load * 100) / 100));
    }),
    gauge("node_boot_time_seconds", "Node boot time, in unixtime.", one(Math.floor(epochSeconds(machine.bootTime)))),
    gauge("node_time_seconds", "System time in seconds since epoch (1970).", one(epochSeconds(machine.now))),
    gauge("node_time_zone_offset_seconds", "System time zone offset in seconds.", [
      { labels: { time_zone: "UTC" }, value: 0 },
    ]),
    unameFamily(machine),
    ...quietFamilies(machine),
    gauge(
      "node_scrape_collector_success",
      "node_exporter: Whether a collector succeeded.",
      [...collectors, ...quietCollectors].map((collector) => ({ labels: { collector }, value: 1 })),
    ),
  ];
}

const modes = ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"] as const;

/** Every core does the same part of the work, and waits for nothing else. The kernel counts in hundredths of a second. */
function cpuFamilies({ now, bootTime, cores, cpuSeconds }: Machine): readonly MetricFamily[] {
  const user = cpuSeconds.user / cores;
  const system = cpuSeconds.system / cores;
  const busy: Partial<Record<(typeof modes)[number], number>> = {
    user,
    system,
    idle: Math.max(0, toSeconds(between(bootTime, now)) - user - system),
  };
  const cpus = Array.from({ length: cores }, (_, index) => String(index));
  return [
    counter(
      "node_cpu_guest_seconds_total",
      "Seconds the CPUs spent in guests (VMs) for each mode.",
      cpus.flatMap((cpu) => ["nice", "user"].map((mode) => ({ labels: { cpu, mode }, value: 0 }))),
    ),
    counter(
      "node_cpu_seconds_total",
      "Seconds the CPUs spent in each mode.",
      cpus.flatMap((cpu) =>
        modes.map((mode) => ({ labels: { cpu, mode }, value: Math.floor((busy[mode] ?? 0) * 100) / 100 })),
      ),
    ),
  ];
}

/** Nothing is cached, and nothing swapped. The kernel counts in KiB. */
function memoryFamilies({ memoryBytes, usedMemoryBytes }: Machine): readonly MetricFamily[] {
  const wholeKib = (bytes: number): number => Math.floor(bytes / 1024) * 1024;
  const total = wholeKib(memoryBytes);
  const used = Math.min(total, wholeKib(usedMemoryBytes));
  const fields = {
    Active: used,
    Active_anon: used,
    AnonPages: used,
    Buffers: 0,
    Cached: 0,
    MemAvailable: total - used,
    MemFree: total - used,
    MemTotal: total,
    Shmem: 0,
    Slab: 0,
    SReclaimable: 0,
    SUnreclaim: 0,
    SwapCached: 0,
    SwapFree: 0,
    SwapTotal: 0,
  };
  return Object.entries(fields).map(([field, value]) =>
    gauge(`node_memory_${field}_bytes`, `Memory information field ${field}_bytes.`, one(value)),
  );
}

function filesystemFamilies(): readonly MetricFamily[] {
  const { device, mountpoint, fstype, major, minor, ...amounts } = rootFilesystem;
  const labels = { device, mountpoint, fstype, device_error: "" };
  const ofRoot = (name: string, help: string, value: number): MetricFamily =>
    gauge(`node_filesystem_${name}`, help, [{ labels, value }]);
  return [
    ofRoot("avail_bytes", "Filesystem space available to non-root users in bytes.", amounts.availBytes),
    ofRoot("device_error", "Whether an error occurred while getting statistics for the given device.", 0),
    ofRoot("files", "Filesystem total file nodes.", amounts.files),
    ofRoot("files_free", "Filesystem total free file nodes.", amounts.filesFree),
    ofRoot("free_bytes", "Filesystem free space in bytes.", amounts.freeBytes),
    gauge("node_filesystem_mount_info", "Filesystem mount information.", [
      { labels: { device, major, minor, mountpoint }, value: 1 },
    ]),
    ofRoot("readonly", "Filesystem read-only status.", 0),
    ofRoot("size_bytes", "Filesystem size in bytes.", amounts.sizeBytes),
  ];
}

const received = ["bytes", "compressed", "drop", "errs", "fifo", "frame", "multicast", "nohandler", "packets"] as const;
const transmitted = ["bytes", "carrier", "colls", "compressed", "drop", "errs", "fifo", "packets"] as const;

/** Nothing goes wrong, and nothing over the loopback. */
function networkFamilies({ network }: Machine): readonly MetricFamily[] {
  const ofDevice = (statistic: string, value: number): MetricFamily =>
    counter(`node_network_${statistic}_total`, `Network device statistic ${statistic}.`, [
      { labels: { device: networkDevice }, value },
      { labels: { device: "lo" }, value: 0 },
    ]);
  return [
    ...received.map((what) => ofDevice(`receive_${what}`, amountOf(network.received, what))),
    ...transmitted.map((what) => ofDevice(`transmit_${what}`, amountOf(network.transmitted, what))),
  ];
}

const amountOf = (traffic: Traffic, what: string): number =>
  what === "bytes" || what === "packets" ? traffic[what] : 0;

function unameFamily({ node }: Machine): MetricFamily {
  const { kernelVersion, kernelBuild, machine } = operatingSystem;
  const labels = {
    sysname: "Linux",
    release: kernelVersion,
    version: kernelBuild,
    machine,
    nodename: node,
    domainname: "(none)",
  };
  return gauge("node_uname_info", "Labeled system information as provided by the uname system call.", [
    { labels, value: 1 },
  ]);
}

const one = (value: number): readonly Reading[] => [{ labels: {}, value }];

const gauge = (name: string, help: string, readings: readonly Reading[]): MetricFamily => ({
  name,
  help,
  type: "gauge",
  samples: samplesOf(name, readings),
});

const counter = (name: string, help: string, readings: readonly Reading[]): MetricFamily => ({
  name,
  help,
  type: "counter",
  samples: samplesOf(name, readings),
});

const samplesOf = (name: string, readings: readonly Reading[]): readonly MetricSample[] =>
  readings.map((reading) => ({ name, ...reading, timestampMilliseconds: undefined }));
