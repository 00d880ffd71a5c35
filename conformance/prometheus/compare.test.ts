import { expect, test } from "vitest";
import { type Comparison, compareAnswers } from "./compare.ts";

const answer = (body: string): Parameters<typeof compareAnswers>[0] => ({
  ...{ status: 200, contentType: "application/json", body },
});

const cases: readonly (readonly [title: string, ours: string, real: string, mayDiffer: boolean, Comparison])[] = [
  ["equal bytes are the same", '{"a":1}', '{"a":1}', false, "same"],
  ["remarks have no order", '{"warnings":["a","b"]}', '{"warnings":["b","a"]}', false, "same"],
  ["elements have one", '{"data":["a","b"]}', '{"data":["b","a"]}', true, "different"],
  ["another number is another answer", '{"data":[1,"0.1"]}', '{"data":[1,"0.10000000000000002"]}', false, "different"],
  [
    "unless it may differ by its last place",
    '{"data":["0.1"]}',
    '{"data":["0.10000000000000002"]}',
    true,
    "last place",
  ],
  [
    "or by a little more, where that comes from another",
    '{"data":["0.1"]}',
    '{"data":["0.10000000000000003"]}',
    true,
    "amplified",
  ],
  ["but no more", '{"data":["0.1"]}', '{"data":["0.1001"]}', true, "different"],
  ["signs of zero are told apart", '{"data":["0"]}', '{"data":["-0"]}', false, "different"],
  ["texts are no numbers", '{"data":["a"]}', '{"data":["b"]}', true, "different"],
  ["what is no JSON is compared by its bytes", "a", "b", true, "different"],
];

test.for(cases)("%s", ([, ours, real, mayDiffer, comparison]) => {
  expect(compareAnswers(answer(ours), answer(real), mayDiffer)).toBe(comparison);
});

test("a status and a type of content are part of an answer", () => {
  expect(compareAnswers(answer("a"), { ...answer("a"), status: 500 }, true)).toBe("different");
  expect(compareAnswers(answer("a"), { ...answer("a"), contentType: "text/plain" }, true)).toBe("different");
});
