import type { JudgedReplay } from "./judge-replay.ts";

/** The head of the table of replays, in Markdown. */
export const replayTableHead = `| scenario | date | Kubernetes, metrics-server, k6, kind | compared | replicas that differ at once, and for how long | seconds between two rescales | points between two readings |
| --- | --- | --- | --- | --- | --- | --- |`;

/** A replay as a row of it: largest differences. */
export function replayRow(name: string, { recorded, verdict }: JudgedReplay): string {
  const { date, versions } = recorded.provenance;
  const { largest, findings, agrees, assumed } = verdict;
  const compared = findings.reduce((sum, finding) => sum + finding.compared, 0);
  const software = ["kubernetes", "metrics-server", "k6", "kind"].map((part) => versions[part] ?? "?").join(", ");
  const replicas = largest.replicas === 0 ? "0" : `${largest.replicas} (${(largest.replicasShare * 100).toFixed(1)} %)`;
  const cells = [
    ...[
      agrees ? `${name}${assumed === "" ? "" : `, with ${assumed}`}` : `${name}: **diverges**`,
      date,
      software,
      compared.toString(),
      replicas,
    ],
    ...[largest.seconds.toFixed(2), largest.points.toFixed(0)],
  ];
  return `| ${cells.join(" | ")} |`;
}
