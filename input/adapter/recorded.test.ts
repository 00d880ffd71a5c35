import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type AdapterCase, type AdapterResult, playCase } from "../../fixtures/adapter/play-case.ts";
import { readAdapterConfig } from "./read-config.ts";

// What the file holds, and how it was recorded: fixtures/recorded/prometheus-adapter/README.md

type Row = { readonly given: Omit<AdapterCase, "groups" | "objects">; readonly result: AdapterResult };

const [world, ...rows] = readFileSync(
  new URL("../../fixtures/recorded/prometheus-adapter/cases.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line)) as [Pick<AdapterCase, "groups" | "objects">, ...Row[]];

test.for(rows)("answers as prometheus-adapter does: $given.name", ({ given, result }) => {
  const played = playCase({ ...given, ...world }, (text) => readAdapterConfig({ file: "config.yaml", text }));
  expect(played).toEqual(result);
});
