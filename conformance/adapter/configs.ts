import fc, { type Arbitrary } from "fast-check";
import {
  badNames,
  badQueries,
  badSeries,
  badTemplates,
  choices,
  containerCpu,
  containerMemory,
  externalSeries,
  names,
  nodeCpu,
  nodeMemory,
  oddQueries,
  oddUsage,
  queries,
  series,
  templates,
} from "./config-parts.table.ts";

/** A config with the flags that it is used with. */
export interface GeneratedConfig {
  /** YAML; JSON where it is generated. */
  readonly text: string;
  /** The series queries of its rules, without repetition, and of its external rules: each is asked for once. */
  readonly listings: { readonly custom: readonly string[]; readonly external: readonly string[] };
  readonly hasResourceRules: boolean;
  readonly relistMinutes: number;
  /** Absent for the flag's default. */
  readonly maxAgeMinutes: number | undefined;
  readonly verb: "GET" | "POST";
}

interface Rule {
  readonly seriesQuery?: string;
  readonly seriesFilters?: readonly object[];
  readonly resources?: object;
  readonly name?: object;
  readonly metricsQuery?: string;
}

const queriesOf = (rules: readonly Rule[] | undefined): readonly string[] => [
  ...new Set((rules ?? []).map(({ seriesQuery = "" }) => seriesQuery)),
];

/** Once among so many. */
function rarely<Value>(times: number, value: Value): Arbitrary<Value | undefined> {
  return fc.oneof(
    { weight: times - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(value) },
  );
}

/** A choice of texts, one of the others only once among so many. */
const mostly = (usual: readonly string[], odd: readonly string[], times: number): Arbitrary<string> =>
  fc.oneof(
    { weight: times - 1, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );

function anyRule(isExternal: boolean): Arbitrary<Rule> {
  const rule = fc.record({
    seriesQuery: mostly(isExternal ? [...externalSeries, ...series] : series, badSeries, 60),
    seriesFilters: fc
      .option(fc.array(anyFilter, { maxLength: 2 }), { nil: undefined, freq: 2 })
      .map((all) => all ?? []),
    resources: fc.oneof(
      { weight: 1, arbitrary: byTemplate },
      { weight: 2, arbitrary: byOverrides },
      { weight: 1, arbitrary: byBoth },
    ),
    namespaced: isExternal ? fc.constantFrom(undefined, undefined, false, true) : rarely(8, false),
    name: fc.oneof(
      { weight: 60, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: fc.constantFrom(...badNames) },
    ),
    metricsQuery: fc.oneof(
      { weight: 40, arbitrary: fc.constantFrom(...queries) },
      { weight: 10, arbitrary: fc.constantFrom(...oddQueries) },
      { weight: 1, arbitrary: fc.constantFrom(...badQueries) },
    ),
  });
  const filled = rule.map(({ namespaced, resources, ...rest }) => ({
    ...rest,
    resources: { ...resources, ...(namespaced === undefined ? {} : { namespaced }) },
  }));
  return fc.oneof({ weight: 100, arbitrary: filled }, { weight: 1, arbitrary: fc.constant({}) });
}

const anyFilter: Arbitrary<object> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom<object>({ is: "^http_.*" }, { is: "total$" }, { is: "a" }, { isNot: "^node_" }),
  },
  {
    weight: 20,
    arbitrary: fc.constantFrom<object>({ isNot: "_bytes$" }, { isNot: "^container_memory.*$" }, { is: "." }),
  },
  { weight: 1, arbitrary: fc.constantFrom<object>({}, { is: "a", isNot: "b" }, { is: "a**" }, { isNot: "[" }) },
);

const byTemplate: Arbitrary<object> = mostly(templates, badTemplates, 60).map((template) => ({ template }));

const common = { namespace: { resource: "namespace" }, pod: { resource: "pod" } };

const older = { kubernetes_namespace: { resource: "namespace" }, kubernetes_pod_name: { resource: "pod" } };

const overridesFor = (labels: readonly string[]): Arbitrary<object> =>
  fc.record(Object.fromEntries(labels.map((label) => [label, fc.constantFrom(...(choices[label] ?? []))])));

const byOverrides: Arbitrary<{ readonly overrides: object }> = fc
  .oneof(
    { weight: 20, arbitrary: fc.constant(common) },
    { weight: 5, arbitrary: fc.constant(older) },
    { weight: 20, arbitrary: fc.constant(Object.keys(choices)).chain(overridesFor) },
    { weight: 10, arbitrary: fc.subarray(Object.keys(choices)).chain(overridesFor) },
    { weight: 1, arbitrary: fc.constantFrom<object>({ ...common, code: { resource: "nonsense" } }, {}) },
  )
  .map((overrides) => ({ overrides }));

const byBoth: Arbitrary<object> = fc
  .tuple(byOverrides, byTemplate)
  .map(([{ overrides }, template]) => ({ overrides, ...template }));

function anyResourceRules(): Arbitrary<object> {
  const resources = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ overrides: { ...common, node: { resource: "node" } } }) },
    { weight: 2, arbitrary: fc.constant({ overrides: { ...common, instance: { resource: "node" } } }) },
    { weight: 2, arbitrary: fc.constant({ template: "<<.Resource>>" }) },
    { weight: 1, arbitrary: fc.oneof(byTemplate, byOverrides) },
  );
  const containerLabel = mostly(["container"], ["", "nothing", "pod"], 6);
  const cpu = fc.record({
    ...{
      containerQuery: mostly(containerCpu, oddUsage, 12),
      nodeQuery: mostly(nodeCpu, oddUsage, 12),
      resources,
      containerLabel,
    },
  });
  const memory = fc.record({
    containerQuery: mostly(containerMemory, oddUsage, 12),
    nodeQuery: mostly(nodeMemory, oddUsage, 12),
    ...{ resources, containerLabel },
  });
  const window = mostly(["1m", "5m", "90s", "1h30m", "0"], ["", "5", "1m30"], 25);
  return fc.record({ cpu, memory, window });
}

/** Mostly configs as people write them, some with what is odd, a few that the adapter refuses. */
export const anyConfig: Arbitrary<GeneratedConfig> = fc
  .record({
    rules: fc.option(fc.array(anyRule(false), { minLength: 1, maxLength: 4 }), { nil: undefined, freq: 6 }),
    externalRules: fc.option(fc.array(anyRule(true), { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
    resourceRules: fc.option(anyResourceRules(), { nil: undefined, freq: 2 }),
    unknown: rarely(60, 1),
    relistMinutes: fc.constantFrom(1, 5, 10),
    maxAgeMinutes: fc.oneof(
      { weight: 10, arbitrary: fc.constant(undefined) },
      { weight: 6, arbitrary: fc.constantFrom(10, 20, 45) },
      { weight: 1, arbitrary: fc.constantFrom(0, 4) },
    ),
    verb: fc.constantFrom("GET", "POST"),
  })
  .map(({ rules, externalRules, resourceRules, unknown, relistMinutes, maxAgeMinutes, verb }) => ({
    text: JSON.stringify({ rules, externalRules, resourceRules, unknown }, undefined, 1),
    listings: { custom: queriesOf(rules), external: queriesOf(externalRules) },
    hasResourceRules: resourceRules !== undefined,
    ...{ relistMinutes, maxAgeMinutes, verb },
  }));
