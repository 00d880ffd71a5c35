import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

const table = {
  headings: ["requests", "served", "refused"],
  rows: [
    ["service/web", "12", "3"],
    ["service/a-long-name", "1,234", "0"],
  ],
};

test("stands names left and numbers right under their headings", () => {
  expect(textTable(table, 80)).toEqual([
    "requests             served  refused",
    "service/web              12        3",
    "service/a-long-name   1,234        0",
  ]);
});

test("puts a name that does not fit on a line of its own", () => {
  expect(textTable(table, 28)).toEqual([
    "requests     served  refused",
    "service/web      12        3",
    "service/a-long-name",
    "              1,234        0",
  ]);
});

test("cuts the table where not even the numbers fit", () => {
  expect(textTable({ headings: ["n", "served", "refused"], rows: [["web", "12", "3"]] }, 12)).toEqual([
    "n    served",
    "web      12",
    "n    refused",
    "web        3",
  ]);
});
