import { expect, test } from "vitest";
import { InputError } from "../input-error.ts";
import { readAdapterConfig } from "./read-config.ts";

function errorOf(text: string, version?: "0.8.4"): string {
  try {
    readAdapterConfig({ file: "adapter.yaml", text }, version);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no error";
}

const noMapping = { template: "", overrides: [], namespaced: undefined };

test("reads rules with the zero value for all that they do not say", () => {
  expect(readAdapterConfig({ file: "adapter.yaml", text: "rules:\n- {}\n" })).toEqual({
    rules: [
      { seriesQuery: "", seriesFilters: [], resources: noMapping, name: { matches: "", as: "" }, metricsQuery: "" },
    ],
    externalRules: [],
    resourceRules: undefined,
  });
});

test.each([
  ["an empty file", ""],
  ["a file of comments", "# rules:\n"],
  ["null", "null\n"],
  ["a document without contents", "---\n"],
  ["a ConfigMap with an empty config", "kind: ConfigMap\ndata: {config.yaml: ''}\n"],
  ["a ConfigMap with a config of comments", "kind: ConfigMap\ndata:\n  config.yaml: |\n    # nothing yet\n"],
])("takes %s for a config without rules, as the adapter does", (_, text) => {
  const nothing = { rules: [], externalRules: [], resourceRules: undefined };
  expect(readAdapterConfig({ file: "adapter.yaml", text })).toEqual(nothing);
});

test("reads overrides in their order, filters, resource rules and the window", () => {
  const config = `
externalRules:
- seriesQuery: queue
  seriesFilters: [{is: ^a}, {isNot: b$}]
  resources: {overrides: {ns: {resource: namespace}, app: {group: apps, resource: deployment}}, namespaced: no}
resourceRules:
  cpu: {containerQuery: c, nodeQuery: n, containerLabel: container, resources: {template: <<.Resource>>}}
  window: 1h30m
`;
  expect(readAdapterConfig({ file: "adapter.yaml", text: config })).toEqual({
    rules: [],
    externalRules: [
      {
        seriesQuery: "queue",
        seriesFilters: [
          { is: "^a", isNot: "" },
          { is: "", isNot: "b$" },
        ],
        resources: {
          template: "",
          overrides: [
            { label: "ns", group: "", resource: "namespace" },
            { label: "app", group: "apps", resource: "deployment" },
          ],
          namespaced: false,
        },
        name: { matches: "", as: "" },
        metricsQuery: "",
      },
    ],
    resourceRules: {
      cpu: {
        containerQuery: "c",
        nodeQuery: "n",
        containerLabel: "container",
        resources: { template: "<<.Resource>>", overrides: [], namespaced: undefined },
      },
      memory: { containerQuery: "", nodeQuery: "", containerLabel: "", resources: noMapping },
      windowNanoseconds: 5_400_000_000_000,
    },
  });
});

const configMap = `apiVersion: v1
kind: ConfigMap
metadata: {name: adapter-config}
data:
  config.yaml: |
    rules:
    - seriesQuery: 'foo{namespace!=""}'
      metricsQuery: foo
`;

test("reads the config out of a ConfigMap", () => {
  const { rules } = readAdapterConfig({ file: "adapter.yaml", text: configMap });
  expect(rules.map(({ seriesQuery, metricsQuery }) => [seriesQuery, metricsQuery])).toEqual([
    ['foo{namespace!=""}', "foo"],
  ]);
});

test("reads the config out of a ConfigMap that quotes it", () => {
  const quoted = `kind: ConfigMap\ndata: {config.yaml: "rules: [{seriesQuery: foo}]"}\n`;
  expect(readAdapterConfig({ file: "adapter.yaml", text: quoted }).rules[0]?.seriesQuery).toBe("foo");
});

test("points into the text that a ConfigMap holds", () => {
  expect(errorOf(configMap.replace("metricsQuery", "metricQuery"))).toBe(`\
adapter.yaml:8:7: unknown field "metricQuery", did you mean "metricsQuery"?
  metricQuery: foo
  ^
  The adapter would exit: field metricQuery not found in type config.DiscoveryRule`);
});

test("names all that is wrong at once, with the adapter's own words", () => {
  expect(
    errorOf(`rules:
- seriesQuery: [a]
  name: x
  resources: {overrides: {a: b}, namespaced: maybe}
  seriesFilters: {is: a}
  bogus: 1
resourceRules: {window: 5}
`),
  ).toBe(`\
adapter.yaml:2:16: expected text, not a list
  - seriesQuery: [a]
                 ^
  The adapter would exit: cannot unmarshal !!seq into string
adapter.yaml:3:9: expected a mapping, not x
  name: x
        ^
  The adapter would exit: cannot unmarshal !!str \`x\` into config.NameMapping
adapter.yaml:4:30: expected a mapping, not b
  resources: {overrides: {a: b}, namespaced: maybe}
                             ^
  The adapter would exit: cannot unmarshal !!str \`b\` into config.GroupResource
adapter.yaml:4:46: expected true or false, not maybe
  resources: {overrides: {a: b}, namespaced: maybe}
                                             ^
  The adapter would exit: cannot unmarshal !!str \`maybe\` into bool
adapter.yaml:5:18: expected a list, not a mapping
  seriesFilters: {is: a}
                 ^
  The adapter would exit: cannot unmarshal !!map into []config.RegexFilter
adapter.yaml:6:3: unknown field "bogus"
  bogus: 1
  ^
  Known here: seriesQuery, seriesFilters, resources, name, metricsQuery.
  The adapter would exit: field bogus not found in type config.DiscoveryRule
adapter.yaml:7:25: not a valid duration string: "5"
  resourceRules: {window: 5}
                          ^
  The adapter would exit: unable to parse metrics discovery config: not a valid duration string: "5"`);
});

test.for([
  ["0", 0],
  ["1y2w3d4h5m6s7ms", 31_536_000e9 + 1_209_600e9 + 259_200e9 + 14_400e9 + 300e9 + 6e9 + 7e6],
] as const)("reads the window %s", ([window, windowNanoseconds]) => {
  const { resourceRules } = readAdapterConfig({ file: "adapter.yaml", text: `resourceRules: {window: ${window}}` });
  expect(resourceRules?.windowNanoseconds).toBe(windowNanoseconds);
});

test.for([
  ["''", "empty duration string"],
  ["1q", 'unknown unit "q" in duration "1q"'],
  ["1s1m", 'not a valid duration string: "1s1m"'],
  ["m", 'not a valid duration string: "m"'],
  ["300y", "duration out of range"],
])("refuses the window %s", ([window, message]) => {
  expect(errorOf(`resourceRules: {window: ${window}}`)).toContain(`: ${message}\n`);
});

test("resources.namespaced is unknown to 0.8.4", () => {
  const config = "externalRules: [{resources: {namespaced: false}}]";
  expect(errorOf(config)).toBe("no error");
  expect(errorOf(config, "0.8.4")).toContain("field namespaced not found in type config.ResourceMapping");
});

test.for([
  ["a second document", "rules: []\n---\nrules: []\n", "adapter.yaml:3:1: the adapter reads the first document"],
  ["a second ConfigMap", `${configMap}---\n${configMap}`, "adapter.yaml:10:1: this is a second ConfigMap"],
  ["a ConfigMap without data", "kind: ConfigMap\n", "adapter.yaml:1:1: the ConfigMap holds no config"],
  [
    "a ConfigMap with two configs",
    "kind: ConfigMap\ndata: {a.yaml: 'x: 1', b.yaml: 'y: 1'}\n",
    'adapter.yaml:2:24: the ConfigMap holds two configs, "a.yaml" and "b.yaml"',
  ],
  ["a config that is no text", "kind: ConfigMap\ndata: {a.yaml: {}}\n", "adapter.yaml:2:16: the config is to be text"],
] as const)("refuses %s", ([, text, message]) => {
  expect(errorOf(text)).toContain(message);
});
