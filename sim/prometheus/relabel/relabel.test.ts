import fc from "fast-check";
import { expect, test } from "vitest";
import recorded from "../../../fixtures/recorded/prometheus/relabel.json" with { type: "json" };
import { compileRegex } from "../../regex.ts";
import type { Label } from "../promql/labels.ts";
import { labelBuilderOf } from "./label-builder.ts";
import { relabel } from "./relabel.ts";
import {
  compileRelabel,
  type NameValidation,
  type RelabelAction,
  type RelabelConfig,
  type RelabelRule,
} from "./relabel-config.ts";

const compile = (config: RelabelConfig, nameValidation: NameValidation = "utf8") =>
  compileRelabel(config, { compile: compileRegex, nameValidation });

function rulesOf(configs: readonly RelabelConfig[]): readonly RelabelRule[] {
  return configs.map((config) => {
    const compiled = compile(config);
    if (compiled.kind === "invalid") throw new Error(compiled.because);
    return compiled.rule;
  });
}

/** The labels afterwards, or undefined when dropped. */
function relabelled(labels: Readonly<Record<string, string>>, configs: readonly RelabelConfig[]) {
  const builder = labelBuilderOf(Object.entries(labels));
  if (!relabel(builder, rulesOf(configs))) return undefined;
  return Object.fromEntries(builder.build().labels.pairs);
}

/** Inputs and outputs; the cases of upstream's table that say most, and some of our own. Source: model/relabel/relabel_test.go */
const cases: readonly {
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly configs: readonly RelabelConfig[];
  readonly result: Readonly<Record<string, string>> | undefined;
}[] = [
  {
    title: "replace takes groups of the joined values",
    labels: { a: "foo", b: "bar", c: "baz" },
    configs: [
      { sourceLabels: ["a"], targetLabel: "d", regex: "f(.*)", replacement: `ch\${1}-ch\${1}` },
      { sourceLabels: ["a", "b"], targetLabel: "a", regex: "f(.*);(.*)r", replacement: `b\${1}\${2}m` },
    ],
    result: { a: "boobam", b: "bar", c: "baz", d: "choo-choo" },
  },
  {
    title: "an empty replacement takes the label away",
    labels: { a: "foo" },
    configs: [{ sourceLabels: ["a"], targetLabel: "a", regex: ".*", replacement: "" }],
    result: {},
  },
  {
    title: "a regex has to match the whole text, lines and all",
    labels: { a: "foo\nbar" },
    configs: [
      { sourceLabels: ["a"], targetLabel: "b", regex: "foo", replacement: "half" },
      { sourceLabels: ["a"], targetLabel: "c", regex: "foo.bar", replacement: "whole" },
    ],
    result: { a: "foo\nbar", c: "whole" },
  },
  {
    title: "a target made of the match that is no name leaves all as it is",
    labels: { a: "" },
    configs: [{ sourceLabels: ["a"], targetLabel: `\${1}`, regex: "(.*)", replacement: "x" }],
    result: {},
  },
  {
    title: "$1x is the group named 1x, which there is not",
    labels: { a: "foo" },
    configs: [{ sourceLabels: ["a"], targetLabel: "b", replacement: `[$1x][\${1}x][$$1][$]` }],
    result: { a: "foo", b: "[][foox][$1][$]" },
  },
  {
    title: "groups have names",
    labels: { a: "some-name-value" },
    configs: [
      { sourceLabels: ["a"], regex: "some-(?P<key>[^-]+)-([^,]+)", targetLabel: `\${key}`, replacement: `\${key}$2` },
    ],
    result: { a: "some-name-value", name: "namevalue" },
  },
  {
    title: "keep and drop",
    labels: { a: "foo" },
    configs: [
      { sourceLabels: ["a"], regex: "foo", action: "keep" },
      { sourceLabels: ["a"], regex: "f", action: "drop" },
    ],
    result: { a: "foo" },
  },
  { title: "drop drops", labels: { a: "foo" }, configs: [{ sourceLabels: ["a"], action: "drop" }], result: undefined },
  {
    title: "keepequal compares with the target label",
    labels: { __port: "8080", wanted: "8081" },
    configs: [{ sourceLabels: ["__port"], targetLabel: "wanted", action: "keepequal" }],
    result: undefined,
  },
  {
    title: "dropequal drops what is equal, two missing labels included",
    labels: { a: "b" },
    configs: [{ sourceLabels: ["x"], targetLabel: "y", action: "dropequal" }],
    result: undefined,
  },
  {
    title: "hashmod takes the last eight bytes of the MD5",
    labels: { a: "foo", b: "bar", c: "baz" },
    configs: [
      { sourceLabels: ["c"], targetLabel: "d", action: "hashmod", modulus: 1000n },
      { sourceLabels: ["a", "b"], targetLabel: "e", action: "hashmod", modulus: 18_446_744_073_709_551_615n },
    ],
    result: { a: "foo", b: "bar", c: "baz", d: "976", e: "15973639978189266750" },
  },
  {
    title: "labelmap renames by the regex and sees no label of its own making",
    labels: { a: "foo", b1: "bar", b2: "baz" },
    configs: [{ action: "labelmap", regex: "(b.*)", replacement: `b\${1}` }],
    result: { a: "foo", b1: "bar", b2: "baz", bb1: "bar", bb2: "baz" },
  },
  {
    title: "labeldrop and labelkeep go by names",
    labels: { a: "1", b1: "2", b2: "3" },
    configs: [
      { action: "labelkeep", regex: "b.*" },
      { action: "labeldrop", regex: ".2" },
    ],
    result: { b1: "2" },
  },
  {
    title: "lowercase and uppercase map letter by letter",
    labels: { a: "bAr123Straße İᾳ" },
    configs: [
      { sourceLabels: ["a"], action: "lowercase", targetLabel: "low" },
      { sourceLabels: ["a"], action: "uppercase", targetLabel: "up" },
    ],
    result: { a: "bAr123Straße İᾳ", low: "bar123straße iᾳ", up: "BAR123STRAßE İᾼ" },
  },
];

test.for(cases)("$title", ({ labels, configs, result }) => {
  expect(relabelled(labels, configs)).toEqual(result);
});

/** Texts of model/relabel/relabel.go (Validate). */
const refusals: readonly (readonly [RelabelConfig, string])[] = [
  [{ action: "hashmod", targetLabel: "a" }, "relabel configuration for hashmod requires non-zero modulus"],
  [{ sourceLabels: ["a"] }, "relabel configuration for replace action requires 'target_label' value"],
  [{ action: "lowercase" }, "relabel configuration for lowercase action requires 'target_label' value"],
  [{ action: "lowercase", targetLabel: "a", replacement: "b" }, "'replacement' can not be set for lowercase action"],
  [{ action: "labelmap", replacement: "" }, `"" is invalid 'replacement' for labelmap action`],
  [
    { action: "keepequal", sourceLabels: ["a"], targetLabel: "b", regex: "(.*)" },
    "keepequal action requires only 'source_labels' and `target_label`, and no other fields",
  ],
  [
    { action: "labeldrop", sourceLabels: ["a"], regex: "b" },
    "labeldrop action requires only 'regex', and no other fields",
  ],
];

test.for(refusals)("refuses %j", ([config, because]) => {
  expect(compile(config)).toEqual({ kind: "invalid", because });
});

test.for<readonly [string, boolean]>([
  ["d", true],
  ["d_1", true],
  [`\${3}`, true],
  [`some-\${3}`, false],
  ["d-d", false],
  ["1d", false],
  ["$a$b_c", true],
])("with legacy names, the target %s is allowed: %s", ([targetLabel, isAllowed]) => {
  expect(compile({ targetLabel }, "legacy").kind).toBe(isAllowed ? "rule" : "invalid");
});

test("a regex that does not compile is refused in the words of the compiler", () => {
  expect(compile({ targetLabel: "a", regex: "(" })).toMatchObject({ kind: "invalid" });
});

test("a name that stands twice is found, unless a rule removed it", () => {
  const pairs: readonly Label[] = [
    ["a", "1"],
    ["a", "2"],
  ];
  const untouched = labelBuilderOf(pairs);
  expect(untouched.build()).toMatchObject({ notUnique: "a" });
  untouched.set("a", "3");
  expect(untouched.build()).toMatchObject({ notUnique: "a" });
  untouched.remove("a");
  untouched.set("a", "4");
  expect(untouched.build()).toMatchObject({ labels: { pairs: [["a", "4"]] }, notUnique: undefined });
});

test("hashmod shares targets out: of n rules that keep one remainder each, just one keeps a target", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 6 }), (address, shards) => {
      const kept = Array.from({ length: shards }, (_, shard) =>
        relabelled({ a: `x${address}` }, [
          { sourceLabels: ["a"], targetLabel: "__tmp", action: "hashmod", modulus: BigInt(shards) },
          { sourceLabels: ["__tmp"], regex: String(shard), action: "keep" },
        ]),
      ).filter((labels) => labels !== undefined);
      expect(kept).toHaveLength(1);
    }),
  );
});

type RecordedConfig = Readonly<Record<string, string | readonly string[] | undefined>>;

type RecordedCase = {
  readonly Labels: readonly (readonly string[])[];
  readonly Add: readonly (readonly string[])[];
  readonly Configs: readonly RecordedConfig[];
  readonly Scheme: string;
  readonly answer: object;
};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const actions: readonly RelabelAction[] = [
  ...(["replace", "keep", "drop", "keepequal", "dropequal", "hashmod", "labelmap"] as const),
  ...(["labeldrop", "labelkeep", "lowercase", "uppercase"] as const),
];

function recordedConfig(config: RecordedConfig): RelabelConfig {
  const modulus = text(config["Modulus"]);
  return {
    action: actions.find((action) => action === config["Action"]),
    sourceLabels: Array.isArray(config["SourceLabels"]) ? config["SourceLabels"] : undefined,
    separator: text(config["Separator"]),
    regex: text(config["Regex"]),
    modulus: modulus === undefined ? undefined : BigInt(modulus),
    targetLabel: text(config["TargetLabel"]),
    replacement: text(config["Replacement"]),
  };
}

function recordedAnswer({ Labels, Add, Configs, Scheme }: RecordedCase): object {
  const rules: RelabelRule[] = [];
  for (const config of Configs) {
    const compiled = compile(recordedConfig(config), Scheme === "legacy" ? "legacy" : "utf8");
    if (compiled.kind === "invalid") return { error: compiled.because };
    rules.push(compiled.rule);
  }
  const pair = ([name = "", value = ""]: readonly string[]): Label => [name, value];
  const builder = labelBuilderOf(Labels.map(pair).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  for (const [name, value] of Add.map(pair)) builder.set(name, value);
  if (!relabel(builder, rules)) return { dropped: true };
  const { labels, notUnique } = builder.build();
  return notUnique === undefined ? { labels: labels.pairs } : { error: `dup ${notUnique}` };
}

test.for<RecordedCase>(recorded.cases)("relabels as the real code did: %j", (one) => {
  expect(recordedAnswer(one)).toEqual(one.answer);
});
