import { expect, test } from "vitest";
import { aligned } from "./tab-writer.ts";

const two = { widthMin: 0, padding: 2 };

test("lines that follow one another share the widths of their columns; the last cell of a line widens none", () => {
  expect(aligned("a\tb\tc\nlong\tx\ty\nz\tvery long\n", two)).toBe("a     b  c\nlong  x  y\nz     very long\n");
});

test("a line without a column ends what the lines above share", () => {
  expect(aligned("a\tb\nalone and long\nlong\tb\n", two)).toBe("a  b\nalone and long\nlong  b\n");
});

test("columns have a least width, and an empty cell is padded as another", () => {
  expect(aligned("a\tb\n\tc\nlonger\td\n", { widthMin: 6, padding: 3 })).toBe("a        b\n         c\nlonger   d\n");
  expect(aligned("a\tb\n", { widthMin: 6, padding: 3 })).toBe("a     b\n");
});
