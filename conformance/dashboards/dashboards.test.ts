import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readQueries } from "./read-queries.ts";
import { playWatched, ruleDefaults } from "./show.ts";

const example = fileURLToPath(new URL("example", import.meta.url));

test("of dashboards and rules it says what shows something, what is empty, and what fails", () => {
  const { asked, groups } = readQueries(example, ruleDefaults);
  const show = playWatched(groups);
  expect(asked.map((each) => [each.from, each.title, show(each).kind])).toEqual([
    ["example.json", "CPU", "shown"],
    ["example.json", "Load", "shown"],
    ["example.json", "Swap", "empty"],
    ["example.json", "Broken", "failed"],
    ["rules.yaml", "pod:cpu:rate5m", "shown"],
    ["rules.yaml", "CpuHigh", "shown"],
    ["rules.yaml", "VolumeFull", "empty"],
  ]);
});
