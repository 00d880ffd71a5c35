import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { significant } from "../../sim/number-text.ts";
import { rateText } from "../numbers.ts";
import type { Whose } from "../page-data.ts";
import { printable } from "../printable.ts";
import { secondsFrom } from "../series.ts";
import { reachOf, type SparklineRow, sparklineRows } from "../sparkline-rows.ts";
import type { Terminal } from "../terminal.ts";
import { replicaRows, utilisationRows } from "../terminal-sparklines.ts";
import type { Played } from "../timeline.ts";
import { arrivalSeries } from "./arrival-series.ts";
import { bothSides, objectsOf, type Sides, sidesOf } from "./sides.ts";

/** Replicas and readings of the real run, each with the simulated ones below, and the load that both had. */
export function replaySparklines(replay: JudgedReplay, terminal: Terminal): readonly string[] {
  const sides = sidesOf(replay);
  const objects = objectsOf(sides);
  const end = secondsFrom(sides.real.trace.zero, sides.real.trace.end);
  const groups = [
    paired(sides, end, (played) => replicaRows(played, objects)),
    loadRows(replay),
    paired(sides, end, (played) => utilisationRows(played, objects)),
  ];
  return sparklineRows(groups, end, terminal);
}

/** Rows of both sides about the same thing below each other, on one scale. */
function paired(
  sides: Sides,
  end: number,
  rowsOf: (played: Played) => readonly SparklineRow[],
): readonly SparklineRow[] {
  const pairs = new Map<string, { readonly whose: Whose; readonly row: SparklineRow }[]>();
  for (const whose of bothSides) {
    for (const row of rowsOf(sides[whose])) {
      pairs.set(row.series.about, [...(pairs.get(row.series.about) ?? []), { whose, row }]);
    }
  }
  return [...pairs.values()].flatMap((pair) => {
    const full = Math.max(0, ...pair.map(({ row }) => reachOf(row.series, end)?.high ?? 0));
    return pair.map(({ whose, row }) => ({ ...row, name: `${row.name} ${whose}`, full }));
  });
}

const loadRows = (replay: JudgedReplay): readonly SparklineRow[] =>
  arrivalSeries(replay).map((series) => ({
    name: "load of both",
    about: printable(series.about),
    series,
    range: (low, high) => (low === high ? rateText(low) : `${significant(low)} .. ${rateText(high)}`),
  }));
