import type { MetricFamily } from "../exposition-format/family.ts";
import type { Labels } from "../kubernetes/object.ts";
import { machineId } from "./control-groups.ts";
import type { KubeletNode } from "./ports.ts";

/**
 * What cAdvisor tells of the machine, and that nothing went wrong: the machine is as large as the node's allocatable, with one
 * socket and no hyper-threading.
 *
 * Left out: `machine_dimm_*`, which a machine without that information does not have either.
 * Source: google/cadvisor v0.56.2 metrics/prometheus_machine.go. The kubelet drops the timestamps.
 */
export function machineFamilies(node: KubeletNode): readonly MetricFamily[] {
  const identity = machineIdentity(node.name);
  const cores = Math.ceil(node.cpu / 1000);
  const ofMachine = (name: string, help: string, value: number): MetricFamily =>
    gauge({ name: `machine_${name}`, help, readings: [{ labels: identity, value }] });
  return [
    ofMachine("cpu_books", "Number of CPU books.", 0),
    ofMachine("cpu_cores", "Number of logical CPU cores.", cores),
    ofMachine("cpu_drawers", "Number of CPU drawers.", 0),
    ofMachine("cpu_physical_cores", "Number of physical CPU cores.", cores),
    ofMachine("cpu_sockets", "Number of CPU sockets.", 1),
    ofMachine("memory_bytes", "Amount of memory installed on the machine.", node.memory),
    ofMachine("nvm_avg_power_budget_watts", "NVM power budget.", 0),
    gauge({
      name: "machine_nvm_capacity",
      help: "NVM capacity value labeled by NVM mode (memory mode or app direct mode).",
      readings: ["app_direct_mode", "memory_mode"].map((mode) => ({ labels: { ...identity, mode }, value: 0 })),
    }),
    ofMachine("swap_bytes", "Amount of swap memory available on the machine.", 0),
    noError("container_scrape_error", "1 if there was an error while getting container metrics, 0 otherwise"),
    noError("machine_scrape_error", "1 if there was an error while getting machine metrics, 0 otherwise."),
  ];
}

/** What tells a machine from others, by the labels of cAdvisor. */
export const machineIdentity = (
  node: string,
): { readonly boot_id: string; readonly machine_id: string; readonly system_uuid: string } => ({
  boot_id: uuid(machineId("boot", node)),
  machine_id: machineId("machine", node),
  system_uuid: uuid(machineId("system", node)),
});

type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly readings: readonly { readonly labels: Labels; readonly value: number }[];
};

const gauge = ({ name, help, readings }: Gauge): MetricFamily => ({
  name,
  help,
  type: "gauge",
  samples: readings.map(({ labels, value }) => ({ name, labels, value, timestampMilliseconds: undefined })),
});

const noError = (name: string, help: string): MetricFamily =>
  gauge({ name, help, readings: [{ labels: {}, value: 0 }] });

/** 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. */
const uuid = (digits: string): string => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
