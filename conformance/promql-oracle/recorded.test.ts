import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { compareAnswers } from "./compare.ts";
import { answerWorld, parseAnswer } from "./ours.ts";
import type { EngineAnswer, ParsedAnswer, World } from "./question.ts";

const folder = new URL("../../fixtures/promql/", import.meta.url);

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

type Parsed = ParsedAnswer & { readonly expression: string };

const parsed = linesOf(readFileSync(new URL("parsed.jsonl", folder), "utf8")).map((line): Parsed => JSON.parse(line));

test("parses and refuses expressions as Prometheus did", () => {
  expect(parsed.map(({ expression }) => ({ expression, ...parseAnswer(expression) }))).toEqual(parsed);
  expect(parsed.filter(({ error }) => error !== undefined).length).toBeGreaterThan(200);
});

test("what is printed parses to what is printed again", () => {
  // Upstream prints a selector without matchers as nothing, which does not parse.
  const texts = parsed.flatMap(({ text }) => text ?? []).filter((text) => text !== "info(up, )");
  expect(texts.map((text) => parseAnswer(text).text)).toEqual(texts);
  expect(texts.length).toBeGreaterThan(100);
});

interface Answered {
  readonly world: World;
  readonly answers: readonly EngineAnswer[];
}

test("answers generated queries as Prometheus did", () => {
  const text = gunzipSync(readFileSync(new URL("answered.jsonl.gz", folder))).toString("utf8");
  const recorded = linesOf(text).map((line): Answered => JSON.parse(line));
  const differences = recorded.flatMap(({ world, answers }) =>
    answerWorld(world).flatMap((ours, at) => {
      const compared = compareAnswers(answers[at]!, ours, false);
      return compared.kind === "same" ? [] : [{ query: world.queries[at]?.query, where: compared.where }];
    }),
  );
  expect(differences).toEqual([]);
  expect(recorded.flatMap(({ answers }) => answers)).toHaveLength(400);
});

test("tells answers apart by anything but the order of a vector and the last digits of a float", () => {
  const point = (float: string): EngineAnswer => ({
    kind: "vector",
    series: [{ labels: "{}", points: [{ time: 0, float }] }],
  });
  const judge = (real: EngineAnswer, ours: EngineAnswer): string => {
    const compared = compareAnswers(real, ours, false);
    return compared.kind === "same" ? `${compared.ulps}` : compared.where;
  };
  expect(judge(point("1"), point("1"))).toBe("0");
  expect(judge(point("1"), point("1.0000000000000002"))).toBe("1");
  expect(judge(point("1"), point("1.0000001"))).toBe("a point of {}");
  expect(judge(point("NaN"), point("0"))).toBe("a point of {}");
  expect(judge(point("1"), { ...point("1"), kind: "matrix" })).toBe("the kind of value");
  expect(judge(point("1"), { ...point("1"), warnings: ["x"] })).toBe("the warnings");
  expect(judge(point("1"), { ...point("1"), infos: ["x"] })).toBe("the infos");
  expect(judge(point("1"), { kind: "vector", series: [] })).toBe("the labels");
  expect(judge({ error: "a" }, { error: "b" })).toBe("the error");
});
