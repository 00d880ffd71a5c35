import fc from "fast-check";
import { expect, test } from "vitest";
import { simTime } from "../units.ts";
import type { Fact } from "./fact.ts";
import { canonicalJson, traceHash } from "./hash.ts";
import type { Trace } from "./trace.ts";

const fact: Fact = {
  at: simTime(946_684_815_000_000),
  kind: "scaled",
  target: { kind: "Deployment", namespace: "default", name: "web" },
  from: 2,
  to: 4,
  by: "hpa/wéb",
};
const trace: Trace = { zero: simTime(946_684_800_000_000), end: simTime(946_684_900_000_000), facts: [fact] };

// Computed with sha256sum over the lines below, as UTF-8. A change needs a new version of the form.
test("is SHA-256 over one line a fact", () => {
  const lines = [
    "946684800000000 946684900000000",
    '{"at":946684815000000,"by":"hpa/wéb","from":2,"kind":"scaled","target":{"kind":"Deployment","name":"web","namespace":"default"},"to":4}',
  ];
  expect(canonicalJson(fact)).toBe(lines[1]);
  expect(traceHash(trace)).toBe("v1:3573efd744c0efc7fe021b4fa3ef2e9bb340f8a7e82e75b085a9ce8438f8d8f3");
  expect(traceHash({ ...trace, facts: [] })).toBe(
    "v1:6d30c23625de6a8798cfc6f600bce8fe99a252638f4e33a7cc16c4cddb118ecf",
  );
});

test("the order of members does not matter, that of facts does", () => {
  const { kind, at, ...rest } = fact;
  const turned = { ...rest, at, kind } as Fact;
  const other: Fact = { at: fact.at, kind: "action", name: "rollout" };
  expect(traceHash({ ...trace, facts: [turned] })).toBe(traceHash(trace));
  expect(traceHash({ ...trace, facts: [fact, other] })).not.toBe(traceHash({ ...trace, facts: [other, fact] }));
});

test.for([
  ["a value", { ...trace, facts: [{ ...fact, to: 5 }] }],
  ["an instant", { ...trace, facts: [{ ...fact, at: simTime(fact.at + 1) }] }],
  ["one more fact", { ...trace, facts: [fact, fact] }],
  ["the zero", { ...trace, zero: simTime(0) }],
  ["the end", { ...trace, end: simTime(0) }],
] as readonly (readonly [string, Trace])[])("%s changes it", ([, changed]) => {
  expect(traceHash(changed)).not.toBe(traceHash(trace));
});

test("keys are in order of their code units, what is undefined is left out", () => {
  expect(canonicalJson({ b: 1, a: undefined, B: null, é: [undefined, "x"], "2": true, "10": -0 })).toBe(
    '{"10":0,"2":true,"B":null,"b":1,"é":[null,"x"]}',
  );
});

test("reads back as the same value, whatever the order of keys", () => {
  const shuffled = fc
    .dictionary(fc.string(), fc.jsonValue())
    .chain((value) =>
      fc
        .shuffledSubarray(Object.keys(value), { minLength: Object.keys(value).length })
        .map((keys) => [value, Object.fromEntries(keys.map((key) => [key, value[key]]))] as const),
    );
  fc.assert(
    fc.property(shuffled, ([value, other]) => {
      expect(canonicalJson(other)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
