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

test("cuts the table where that lets names stand beside their numbers", () => {
  const headings = ["replicas", "min", "max", "replica-hours"];
  expect(textTable({ headings, rows: [["deployment/web", "2", "10", "3.021"]] }, 34)).toEqual([
    "replicas        min  max",
    "deployment/web    2   10",
    "replicas        replica-hours",
    "deployment/web          3.021",
  ]);
});

test("puts a heading that does not fit on a line of its own, and styles every line of headings", () => {
  const narrow = { headings: ["replicas", "min"], rows: [["deployment/web", "2"]] };
  expect(textTable(narrow, 10, (line) => `<${line}>`)).toEqual([
    "<replicas>",
    "<       min>",
    "deploymen…",
    "         2",
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
