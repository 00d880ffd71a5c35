import type { MetricFamily } from "../../exposition-format/family.ts";
import type { Labels } from "../../kubernetes/object.ts";
import { networkDevice, rootFilesystem } from "../assumptions.ts";
import type { Machine } from "./machine.ts";

/** Collectors of families that say little here: nothing goes wrong with disks, segments, pages and clocks. */
export const quietCollectors = ["diskstats", "netclass", "netstat", "timex", "vmstat"] as const;

/**
 * Disks that nobody reads or writes, TCP segments that all arrive, pages that are all in memory, and clocks that are right.
 *
 * Left out: all but what alerts and dashboards of nodes ask for.
 * Source: prometheus/node_exporter v1.12.1 collector/*.go, for names and texts
 */
export const quietFamilies = ({ network }: Machine): readonly MetricFamily[] => [
  ...diskCounters.map(([name, help]) =>
    family({ type: "counter", name: `node_disk_${name}`, help, readings: [{ labels: disk, value: 0 }] }),
  ),
  ...segmentsOf(network.transmitted.packets).map(([statistic, value]) =>
    family({
      ...{ type: "untyped", name: `node_netstat_${statistic}`, readings: one(value) },
      help: `Statistic ${statistic.replace("_", "")}.`,
    }),
  ),
  family({
    ...{ type: "gauge", name: "node_network_up", help: "Value is 1 if operstate is 'up', 0 otherwise." },
    // The kernel does not know the loopback's state.
    readings: [
      { labels: { device: networkDevice }, value: 1 },
      { labels: { device: "lo" }, value: 0 },
    ],
  }),
  ...clockGauges.map(([name, help, value]) =>
    family({ type: "gauge", name: `node_timex_${name}`, help, readings: one(value) }),
  ),
  family({
    ...{ type: "untyped", name: "node_vmstat_pgmajfault", readings: one(0) },
    help: "/proc/vmstat information field pgmajfault.",
  }),
];

const segmentsOf = (sent: number): readonly (readonly [statistic: string, value: number])[] => [
  ["TcpExt_TCPSynRetrans", 0],
  ["Tcp_OutSegs", sent],
  ["Tcp_RetransSegs", 0],
];

const clockGauges = [
  ["maxerror_seconds", "Maximum error in seconds.", 0],
  ["offset_seconds", "Time offset in between local system and reference clock.", 0],
  ["sync_status", "Is clock synchronized to a reliable server (1 = yes, 0 = no).", 1],
] as const;

const disk: Labels = { device: rootFilesystem.disk.replace("/dev/", "") };

const diskCounters = [
  ["io_time_seconds_total", "Total seconds spent doing I/Os."],
  ["io_time_weighted_seconds_total", "The weighted # of seconds spent doing I/Os."],
  ["read_bytes_total", "The total number of bytes read successfully."],
  ["reads_completed_total", "The total number of reads completed successfully."],
  ["writes_completed_total", "The total number of writes completed successfully."],
  ["written_bytes_total", "The total number of bytes written successfully."],
] as const;

type Quiet = Pick<MetricFamily, "name" | "type"> & { readonly help: string; readonly readings: readonly Reading[] };

type Reading = { readonly labels: Labels; readonly value: number };

const one = (value: number): readonly Reading[] => [{ labels: {}, value }];

function family({ type, name, help, readings }: Quiet): MetricFamily {
  const samples = readings.map((reading) => ({ name, ...reading, timestampMilliseconds: undefined }));
  return { name, help, type, samples };
}
