import { secondsText, significant } from "../sim/number-text.ts";
import type { Summary } from "../sim/run.ts";
import { countText } from "./numbers.ts";
import { printable } from "./printable.ts";
import { subjectOf, targetSubject } from "./subject.ts";
import type { Terminal } from "./terminal.ts";
import { type TextTable, textTable } from "./text-table.ts";

/** The run in numbers: requests by target, replicas by workload; a section each, none where there is nothing. */
export function summaryTables(
  { targets, workloads }: Summary,
  { width, style }: Terminal,
): readonly (readonly string[])[] {
  const sections: TextTable[] = [];
  if (targets.length > 0) sections.push({ headings: requestHeadings, rows: targets.map(requestRow) });
  if (workloads.length > 0) sections.push({ headings: replicaHeadings, rows: workloads.map(replicaRow) });
  return sections.map((section) => textTable(section, width, (line) => style("dim", line)));
}

const requestHeadings = ["requests", "served", "queue max", "refused", "timed out", "mean", "p50", "p95", "p99"];

function requestRow({ target, served, queuedMax, refused, timedOut, response }: Summary["targets"][number]): string[] {
  const seconds = (value: number | undefined): string => (value === undefined ? "–" : secondsText(value));
  return [
    printable(targetSubject(target)),
    ...[served, queuedMax, refused, timedOut].map(countText),
    ...[response?.mean, response?.p50, response?.p95, response?.p99].map(seconds),
  ];
}

const replicaHeadings = ["replicas", "min", "max", "last", "changes", "replica-hours"];

function replicaRow(workload: Summary["workloads"][number]): string[] {
  const { replicasMin, replicasMax, replicasLast, changes, replicaHours } = workload;
  return [
    printable(subjectOf(workload)),
    ...[replicasMin, replicasMax, replicasLast, changes].map(String),
    significant(replicaHours, 4),
  ];
}
