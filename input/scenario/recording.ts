import { dirname, resolve } from "node:path";
import { parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import type { Point } from "../../sim/load/pieces.ts";
import type { Profile } from "../../sim/load/profile.ts";
import { recorded } from "../../sim/load/recording.ts";
import { epochSeconds, seconds } from "../../sim/units.ts";
import { optional, type Read, record, required } from "../fields/read.ts";
import { oneOf, text } from "../fields/scalars.ts";
import { entryAt } from "../files/entry.ts";
import { filesLike } from "../files/listing.ts";
import { shownPath } from "../files/shown-path.ts";
import { nearestName } from "../nearest-name.ts";
import { childOf, type Node } from "../node.ts";
import { errorAt, placeIn } from "../place.ts";
import { quote } from "../visible-text.ts";
import type { Context } from "./context.ts";
import type { Quantity } from "./shape.ts";
import { type Cell, type Row, readTable } from "./table.ts";

/** `csv:` of a shape: a table with a header, one row an instant. */
export function recording(
  quantity: Pick<Quantity, "key" | "parse">,
  context: Pick<Context, "folder" | "sources">,
): Read<Profile> {
  const { key, parse } = quantity;
  return (node) => {
    const fields = record<Record<string, string>>({
      file: required(text),
      time: optional(text, "time"),
      [key]: optional(text, key),
      interpolate: optional(oneOf(["step", "linear"]), "step"),
    })(node);
    const source = context.sources.read(fileOf(node, { name: fields.file ?? "", folder: context.folder }));
    const { header, rows } = readTable(source);
    const timeColumn = columnIn(header, fields.time ?? "");
    const valueColumn = columnIn(header, fields[key] ?? "");
    const [first] = rows;
    if (first === undefined)
      throw errorAt(placeIn(source, source.text.length), "the table has no rows below its header");
    const zero = origin(cellIn(first, timeColumn));
    const points: Point[] = [];
    for (const row of rows) {
      const cell = cellIn(row, valueColumn);
      const parsed = parse(cell.text);
      if (!parsed.ok) throw errorAt(cell.place, parsed.message, parsed.hint);
      points.push({ at: seconds(secondsIn(cellIn(row, timeColumn)) - zero), value: parsed.value });
      refuseDisorder(points, cellIn(row, timeColumn));
    }
    return recorded(points, fields.interpolate === "linear" ? "linear" : "step");
  };
}

function fileOf(node: Node, { name, folder }: { readonly name: string; readonly folder: string }): string {
  const path = resolve(folder, name);
  if (entryAt(path) !== undefined) return path;
  const { place } = childOf(node, "file") ?? node;
  throw errorAt(place, `there is no ${shownPath(path)}`, filesLike(path, dirname(path)));
}

/** Seconds from here on are Unix time: no run lasts thirty years. */
const unixTimeMin = 1e9;

/** What is subtracted from every time: a table of dates begins at its first row, one of seconds at 0. */
function origin(cell: Cell): number {
  const first = secondsIn(cell);
  return Number.isNaN(Number(cell.text)) || first >= unixTimeMin ? first : 0;
}

function secondsIn(cell: Cell): number {
  const number = cell.text === "" ? Number.NaN : Number(cell.text);
  if (Number.isFinite(number)) return number;
  const time = parseTimestamp(cell.text.replace(" ", "T"));
  if (time !== undefined) return epochSeconds(time);
  const hint = "A time is a number of seconds, or RFC 3339: 2000-01-01T00:00:00Z.";
  throw errorAt(cell.place, `${quote(cell.text)} is not a time`, hint);
}

function refuseDisorder(points: readonly Point[], cell: Cell): void {
  const [before, last] = points.slice(-2);
  if (before && last && last.at < before.at) throw errorAt(cell.place, "this row is earlier than the one before it");
  if (points[0] && points[0].at < 0) throw errorAt(cell.place, "a time may not be negative");
}

function columnIn(header: Row, name: string): number {
  const names = header.cells.map((cell) => cell.text);
  const index = names.indexOf(name);
  if (index !== -1) return index;
  const near = nearestName(name, names);
  const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
  throw errorAt(
    header.place,
    `the table has no column ${quote(name)}${guess}`,
    `Its header names ${names.join(", ")}.`,
  );
}

function cellIn(row: Row, column: number): Cell {
  const cell = row.cells[column];
  if (cell !== undefined) return cell;
  throw errorAt(row.place, `the row has only ${row.cells.length} of the columns`);
}
