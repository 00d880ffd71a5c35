import fc from "fast-check";
import { expect, test } from "vitest";
import { labelsOf } from "../promql/labels.ts";
import { equalityMatcher } from "../promql/matcher.ts";
import { sampleKinds } from "../promql/series.ts";
import type { Appender, RowsHandle, SeriesHandle } from "./appender.ts";
import { createSeriesRows } from "./series-rows.ts";
import { createStorage, type Storage } from "./storage.ts";

const start = 1_700_000_000_000;
const names = ["a", "b", "c", "d"];
/** Series of rows; two have series in common. */
const groups: readonly (readonly number[])[] = [[0, 1], [2, 1], [3]];

type Operation =
  | { readonly kind: "row"; readonly group: number; readonly later: number; readonly value: number }
  | { readonly kind: "float" | "stale"; readonly series: number; readonly later: number; readonly value: number }
  | { readonly kind: "read"; readonly series: number };

interface Batch {
  readonly operations: readonly Operation[];
  readonly isKept: boolean;
  /** How far the clock goes on before it. */
  readonly pause: number;
}

const later = fc.constantFrom(0, 0, 0, 1, -1);
const value = fc.constantFrom(0, -0, 1, 2, Number.NaN);
const series = fc.nat({ max: names.length - 1 });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("row" as const), group: fc.nat({ max: 2 }), later, value }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("float" as const, "stale" as const), series, later, value }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("read" as const), series }) },
);

const batch: fc.Arbitrary<Batch> = fc.record({
  operations: fc.array(operation, { minLength: 1, maxLength: 3 }),
  isKept: fc.constantFrom(true, true, true, false),
  pause: fc.constantFrom(1, 2, 2, 2, 2, 0, 70),
});

/** Plays the batches; with rows, or with their samples one by one. Answers with every series after each batch. */
function play(batches: readonly Batch[], withRows: boolean, reachMilliseconds: number): readonly unknown[] {
  const storage = createStorage({ reachMilliseconds });
  const first = storage.appender();
  const handles = names.map((name): SeriesHandle => {
    const answer = first.append(labelsOf([["__name__", name]]), start, 0);
    if (answer.kind !== "series") throw new Error(answer.text);
    return answer;
  });
  first.commit();
  const rows = groups.map((members) => createSeriesRows(members.map((at) => handles[at]!)));
  let now = start;
  const seen: unknown[] = [];
  for (const { operations, isKept, pause } of batches) {
    now += pause;
    const appender = storage.appender();
    for (const one of operations) {
      if (one.kind === "row") {
        const group = withRows ? rows[one.group] : undefined;
        appendGroup(appender, { handles, members: groups[one.group]!, rows: group }, [now + one.later, one.value]);
      } else if (one.kind === "float") appender.append(handles[one.series]!, now + one.later, one.value);
      else if (one.kind === "stale") appender.appendStale(handles[one.series]!, now + one.later);
      else seen.push(samplesOf(storage, names[one.series]!, now - reachMilliseconds));
    }
    if (isKept) appender.commit();
    else appender.rollback();
  }
  for (const name of names) seen.push(samplesOf(storage, name, now - reachMilliseconds));
  return [...seen, storage.statistics().sampleCount];
}

function appendGroup(
  appender: Appender,
  {
    handles,
    members,
    rows,
  }: {
    readonly handles: readonly SeriesHandle[];
    readonly members: readonly number[];
    readonly rows: RowsHandle | undefined;
  },
  [time, first]: readonly [time: number, value: number],
): void {
  const values = Float64Array.from(members, (_, at) => first + at);
  if (rows !== undefined && appender.appendRow(rows, time, values)) return;
  for (const [at, member] of members.entries()) appender.append(handles[member]!, time, values[at]!);
}

const samplesOf = (storage: Storage, name: string, from: number): readonly unknown[] =>
  storage
    .select([equalityMatcher("__name__", name)], -Infinity, Infinity)
    .flatMap((found) =>
      Array.from({ length: found.count }, (_, at) => [
        found.timestamps[at]!,
        found.kinds?.[at] === sampleKinds.stale ? "stale" : found.values[at],
      ]).filter(([time]) => Number(time) >= from),
    );

test("samples appended in rows are those appended one by one", () => {
  const property = fc.property(
    fc.array(batch, { maxLength: 100 }),
    fc.constantFrom(Infinity, 100),
    (batches, reach) => {
      expect(play(batches, true, reach)).toEqual(play(batches, false, reach));
    },
  );
  fc.assert(property, { numRuns: 200 });
});

test("hundreds of rows that nobody reads are there when somebody does", () => {
  const batches = Array.from(
    { length: 300 },
    (_, at): Batch => ({
      ...{ isKept: true, pause: 2 },
      operations: [{ kind: "row", group: 0, later: 0, value: at }],
    }),
  );
  expect(play(batches, true, Infinity)).toEqual(play(batches, false, Infinity));
  expect(play(batches, true, 100)).toEqual(play(batches, false, 100));
});

test("a series that stands twice in a row does not go into one", () => {
  const storage = createStorage({ reachMilliseconds: Infinity });
  const handle = storage.appender().append(labelsOf([["__name__", "a"]]), start, 0);
  if (handle.kind !== "series") throw new Error(handle.text);
  expect(createSeriesRows([handle, handle])).toBeUndefined();
});
