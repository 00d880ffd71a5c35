import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LabelSelector } from "./autoscaling.ts";
import {
  everything,
  formatSelector,
  labelKeyErrors,
  labelValueErrors,
  matches,
  nothing,
  type ParsedSelector,
  parseSelector,
  printLabelSelector,
  type Selector,
  selectorFromLabelSelector,
  selectorFromLabels,
} from "./label-selector.ts";
import type { Labels } from "./object.ts";

// What the files hold: fixtures/selectors/README.md

type Row = readonly unknown[];

const recordedText = (file: string): string =>
  readFileSync(new URL(`../../fixtures/selectors/${file}`, import.meta.url), "utf8").trimEnd();

const recorded = (file: string): readonly Row[] =>
  recordedText(file)
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

const labelSets = JSON.parse(recordedText("label-sets.json")) as readonly Labels[];

const outcome = (parsed: ParsedSelector): Row =>
  parsed.ok ? [formatSelector(parsed.selector), matched(parsed.selector)] : [{ error: parsed.error }];

const matched = (selector: Selector): string =>
  labelSets.map((labels) => (matches(selector, labels) ? "1" : "0")).join("");

test("reads, prints and matches each recorded selector as Kubernetes did, errors included", () => {
  const rows = recorded("parse.jsonl");
  expect(rows.length).toBeGreaterThan(140);
  expect(rows.map(([text]) => [text, ...outcome(parseSelector(String(text)))])).toEqual(rows);
});

test("converts and prints each recorded label selector as Kubernetes did, errors included", () => {
  const rows = recorded("label-selectors.jsonl");
  expect(rows.length).toBeGreaterThan(60);
  const ours = rows.map(([json]) => {
    const labelSelector = (json ?? undefined) as LabelSelector | undefined;
    return [json, printLabelSelector(labelSelector), ...outcome(selectorFromLabelSelector(labelSelector))];
  });
  expect(ours).toEqual(rows);
});

test("says of each recorded key and value what Kubernetes said", () => {
  const rows = recorded("labels.jsonl");
  expect(rows.length).toBeGreaterThan(30);
  const ours = rows.map(([key, value]) => [key, value, labelKeyErrors(String(key)), labelValueErrors(String(value))]);
  expect(ours).toEqual(rows);
});

const fooBar = { foo: "bar", baz: "blah" };

/** Selector, labels, whether they match. Source: apimachinery v0.36.3 labels TestSelectorMatches */
const upstreamMatches: readonly (readonly [string, Labels, boolean])[] = [
  ["", { x: "y" }, true],
  ["x=y", { x: "y" }, true],
  ["x=y,z=w", { x: "y", z: "w" }, true],
  ["x!=y,z!=w", { x: "z", z: "a" }, true],
  ["notin=in", { notin: "in" }, true],
  ["x", { x: "z" }, true],
  ["!x", { y: "z" }, true],
  ["x>1", { x: "2" }, true],
  ["x<1", { x: "0" }, true],
  ["x=z", {}, false],
  ["x=y", { x: "z" }, false],
  ["x=y,z=w", { x: "w", z: "w" }, false],
  ["x!=y,z!=w", { x: "z", z: "w" }, false],
  ["x", { y: "z" }, false],
  ["!x", { x: "z" }, false],
  ["x>1", { x: "0" }, false],
  ["x<1", { x: "2" }, false],
  ["foo=bar", fooBar, true],
  ["baz=blah", fooBar, true],
  ["foo=bar,baz=blah", fooBar, true],
  ["foo=blah", fooBar, false],
  ["baz=bar", fooBar, false],
  ["foo=bar,foobar=bar,baz=blah", fooBar, false],
];

/** Recorded besides: bounds are excluded, and a label has to be an int64 to be compared. */
const comparisons: readonly (readonly [string, Labels, boolean])[] = [
  ["x>1", { x: "1" }, false],
  ["x<1", { x: "1" }, false],
  ["x<1", { x: "-9223372036854775808" }, true],
  ["x<1", { x: "-9223372036854775809" }, false],
  ["x>1", { x: "+2" }, true],
  ["x>1", { x: "2.0" }, false],
  ["x>1", { x: "" }, false],
];

test("matches upstream's cases", () => {
  const cases = [...upstreamMatches, ...comparisons];
  const results = cases.map(([text, labels]) => {
    const parsed = parseSelector(text);
    return [text, labels, parsed.ok && matches(parsed.selector, labels)];
  });
  expect(results).toEqual(cases);
});

test("an absent label selector selects nothing, an empty one everything", () => {
  expect(selectorFromLabelSelector(undefined)).toEqual({ ok: true, selector: nothing });
  expect(selectorFromLabelSelector({})).toEqual({ ok: true, selector: everything });
  expect(parseSelector("")).toEqual({ ok: true, selector: everything });
  expect(selectorFromLabels({})).toEqual(everything);
  expect([matches(nothing, {}), matches(everything, {})]).toEqual([false, true]);
  expect([formatSelector(nothing), formatSelector(everything)]).toEqual(["", ""]);
});

test("sorts requirements by key, those of one key as written, and values by themselves", () => {
  const parsed = parseSelector("z=1,x=2,y in (b,a),x=1,!x");
  expect(outcome(parsed)[0]).toBe("x=2,x=1,!x,y in (a,b),z=1");
});

test("takes no property of every JavaScript object for a label", () => {
  const parsed = parseSelector("constructor,!toString");
  expect(parsed.ok && matches(parsed.selector, {})).toBe(false);
  expect(parsed.ok && matches(parsed.selector, { constructor: "web" } as Labels)).toBe(true);
});

test("prints the values of a bad requirement as Go marshals and as Go quotes them", () => {
  const expression = { key: "app", operator: "Exists", values: ["a", "<b&c>\u2028\u0001"] };
  expect(selectorFromLabelSelector({ matchExpressions: [expression] })).toEqual({
    ok: false,
    error: `[values: Invalid value: ["a","\\u003cb\\u0026c\\u003e\\u2028\\u0001"]: values set must be empty for exists and does not exist, values[1][app]: Invalid value: "<b&c>\\u2028\\x01": ${labelValueErrors("<")}]`,
  });
});

test("prints a label selector as it appears in messages", () => {
  expect(printLabelSelector(undefined)).toBe("nil");
  expect(printLabelSelector({ matchLabels: { b: "2", a: "1" } })).toBe(
    "&LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},MatchExpressions:[]LabelSelectorRequirement{},}",
  );
});

const word = fc.constantFrom("a", "b", "c", "in", "notin", "app.kubernetes.io/name", "5", "10");
const key = word.filter((text) => labelKeyErrors(text).length === 0);
const value = fc.oneof(word, fc.constant("")).filter((text) => labelValueErrors(text).length === 0);
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value, { maxKeys: 4 });
const requirement = fc.oneof(
  key,
  key.map((name) => `!${name}`),
  fc.tuple(key, fc.constantFrom("=", "==", "!="), value).map((parts) => parts.join("")),
  fc.tuple(key, fc.constantFrom(">", "<"), fc.nat(20)).map((parts) => parts.join("")),
  fc
    .tuple(key, fc.constantFrom("in", "notin"), fc.array(value, { maxLength: 3 }))
    .map(([name, operator, values]) => `${name} ${operator} (${values.join(" , ")})`),
);
const selector = fc.array(requirement, { maxLength: 5 }).map((requirements) => {
  const text = requirements.join(", ");
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`);
  return parsed.selector;
});

test("what is printed reads as the same selector", () => {
  fc.assert(
    fc.property(selector, labels, (original, set) => {
      const printed = formatSelector(original);
      const back = parseSelector(printed);
      expect(back).toEqual({ ok: true, selector: original });
      expect(back.ok && matches(back.selector, set)).toBe(matches(original, set));
    }),
  );
});

test("labels match the selector made from some of them, and a requirement more never matches more", () => {
  fc.assert(
    fc.property(labels, labels, selector, requirement, (some, others, original, more) => {
      expect(matches(selectorFromLabels(some), { ...others, ...some })).toBe(true);
      const narrowed = parseSelector([formatSelector(original), more].filter((part) => part !== "").join(","));
      expect(narrowed.ok && matches(narrowed.selector, others) && !matches(original, others)).toBe(false);
    }),
  );
});

test("a requirement and its opposite share out the labels", () => {
  const opposites = fc
    .tuple(key, fc.array(value, { minLength: 1, maxLength: 3 }))
    .chain(([name, values]) =>
      fc.constantFrom(
        [name, `!${name}`],
        [`${name}=${values[0]}`, `${name}!=${values[0]}`],
        [`${name} in (${values})`, `${name} notin (${values})`],
      ),
    );
  fc.assert(
    fc.property(opposites, labels, (pair, set) => {
      const answers = pair.map((text) => {
        const parsed = parseSelector(text);
        return parsed.ok && matches(parsed.selector, set);
      });
      expect(answers.toSorted()).toEqual([false, true]);
    }),
  );
});
