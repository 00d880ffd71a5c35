import { expect, test } from "vitest";
import { type Node, toPlain } from "../node.ts";
import { placeText } from "../place.ts";
import { problemsOf } from "../test-folder.ts";
import { readDocuments } from "../yaml/documents.ts";
import { readSetArgument } from "./arguments.ts";
import { parsePath } from "./path.ts";
import { setIn } from "./set-in.ts";

const text = "a: {b: 1, c: [x, {d: 2}]}\ne:\nf: &f {g: 1}\nh: *f\n";
const [document] = readDocuments({ file: "a.yaml", text }, "scenario");

function set(argument: string): Node {
  const { path, value, place } = readSetArgument(argument);
  return setIn(document as Node, { path: parsePath(path) ?? [], value, place });
}

const before = { a: { b: 1, c: ["x", { d: 2 }] }, e: null, f: { g: 1 }, h: { g: 1 } };

test.for([
  ["a.b=2", { ...before, a: { ...before.a, b: 2 } }],
  ["a.b={x: [1, yes]}", { ...before, a: { ...before.a, b: { x: [1, true] } } }],
  ["a.c[0]=q", { ...before, a: { ...before.a, c: ["q", { d: 2 }] } }],
  ["a.c.1.d=3", { ...before, a: { ...before.a, c: ["x", { d: 3 }] } }],
  ["a.c[2]=z", { ...before, a: { ...before.a, c: ["x", { d: 2 }, "z"] } }],
  ["a.c[2].x.y=z", { ...before, a: { ...before.a, c: ["x", { d: 2 }, { x: { y: "z" } }] } }],
  ["e.x.y=1", { ...before, e: { x: { y: 1 } } }],
  ["e[0].x=1", { ...before, e: [{ x: 1 }] }],
  ["n.x=1", { ...before, n: { x: 1 } }],
  ["a.b=", { ...before, a: { ...before.a, b: null } }],
  ["a.b=a=b", { ...before, a: { ...before.a, b: "a=b" } }],
  ["h.g=2", { ...before, h: { g: 2 } }],
] as const)("%s changes that alone", ([argument, after]) => {
  expect(toPlain(set(argument))).toEqual(after);
  expect(toPlain(document as Node)).toEqual(before);
});

test("what is set stands at the argument, and what was there before stays where it was", () => {
  const node = set("a.n.m=1");
  const a = node.kind === "map" ? node.entries.get("a") : undefined;
  const n = a?.value.kind === "map" ? a.value.entries.get("n") : undefined;
  expect([a && placeText(a.keyPlace), n && placeText(n.keyPlace), n && placeText(n.value.place)]).toEqual([
    "a.yaml:1:1",
    "--set a.n.m=1",
    "--set a.n.m=1",
  ]);
});

test.for([
  ["a.b.c=1", '--set a.b.c=1: 1 has no field "c"'],
  ["a.c[3]=1", '--set a.c[3]=1: the list has no item "3"\n  Counted from 0, its items are 0 to 1. 2 adds one.'],
  ["a.c.x=1", '--set a.c.x=1: the list has no item "x"\n  Counted from 0, its items are 0 to 1. 2 adds one.'],
] as const)("%s is refused", ([argument, error]) => {
  expect(problemsOf(() => set(argument))).toBe(error);
});

test.for([
  ["cluster.nodes.count=5", { of: "scenario", path: "cluster.nodes.count" }],
  ["load.a.service=shop/web", { of: "scenario", path: "load.a.service" }],
  ["hpa/web.spec.maxReplicas=20", { of: { kind: "hpa" }, path: "web.spec.maxReplicas" }],
  ["hpa/shop/web.spec.maxReplicas=20", { of: { kind: "hpa" }, path: "shop/web.spec.maxReplicas" }],
  ["deploy/web.metadata.labels[a=b]=c", { of: { kind: "deploy" }, path: "web.metadata.labels[a=b]" }],
] as const)("%s says what it changes", ([argument, expected]) => {
  const { of, path } = readSetArgument(argument);
  expect({ of, path }).toEqual(expected);
});
