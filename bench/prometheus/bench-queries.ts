import type { Figure } from "../figure.ts";
import { askOurs, engineOver, loadedStorage } from "./ours.ts";
import { type BenchQuery, benchQueries } from "./queries.ts";
import type { RealPrometheus } from "./real.ts";
import { createWorld } from "./world.ts";

const warmupCount = 3;
const roundCount = 9;

/** Milliseconds from a query's text to its answer: our engine, the real one on the same series, round by round in turn. */
export async function benchPromqlQueries(real: RealPrometheus | undefined): Promise<readonly Figure[]> {
  const world = createWorld();
  await real?.ask({ load: world });
  const engine = engineOver(loadedStorage(world));
  const figures: Figure[] = [];
  for (const query of benchQueries) {
    const [own, theirs]: [number[], number[]] = [[], []];
    for (let round = -warmupCount; round < roundCount; round++) {
      const ours = askOurs(engine, query);
      const answer = await real?.ask({ query });
      if (answer !== undefined) requireSame(query, ours.total, answer.total);
      if (round < 0) continue;
      own.push(ours.seconds * 1000);
      if (answer !== undefined) theirs.push(answer.seconds * 1000);
    }
    figures.push({ what: query.what, unit: "ms", values: own });
    if (real === undefined) continue;
    figures.push(
      { what: "  the real engine", unit: "ms", values: theirs },
      { what: "  ours by the real one's", unit: "×", values: ratios(own, theirs), aim: { atMost: 1 } },
    );
  }
  return figures;
}

/** Round by round. */
export const ratios = (own: readonly number[], theirs: readonly number[]): readonly number[] =>
  own.map((value, round) => value / theirs[round]!);

/** Answers come in different orders, so their sums may differ in the last digits. */
function requireSame({ text }: BenchQuery, ours: number, real: number): void {
  if (Math.abs(ours - real) > 1e-9 * Math.abs(real)) throw new Error(`${text}: ${ours}, the real engine has ${real}`);
}
