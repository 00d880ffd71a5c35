/** A stretch of the query text: UTF-16 offsets, `end` exclusive; -1 where there is none. */
export interface PositionRange {
  readonly start: number;
  readonly end: number;
}

/** What covers both. */
export const mergeRanges = (first: PositionRange, last: PositionRange): PositionRange => ({
  start: first.start,
  end: last.end,
});

/**
 * `line:column` of an offset, both from 1, the column counted in UTF-8 bytes.
 *
 * Source: prometheus v0.315.0 promql/parser/posrange (PositionRange.StartPosInput)
 */
export function positionText(query: string, offset: number): string {
  if (query === "") return "unknown position";
  if (offset < 0 || offset > query.length) return "invalid position";
  const before = query.slice(0, offset);
  const lines = before.split("\n");
  return `${lines.length}:${utf8Length(lines.at(-1) ?? "") + 1}`;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    length += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return length;
}
