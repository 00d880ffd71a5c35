import { goQuote } from "../kubernetes/go-text.ts";
import type { Labels } from "../kubernetes/object.ts";
import { type GroupResource, isSameResource, printGroupResource, type ResourceMapping } from "./config.ts";
import { failed, found, type Outcome } from "./outcome.ts";
import type { CompileRegex, Regex } from "./ports.ts";
import type { RestMapper } from "./rest-mapper.ts";
import { executeTemplate, type Template } from "./template/execute.ts";
import { parseTemplate } from "./template/parse.ts";
import type { Struct } from "./template/value.ts";

/** Which label names which resource, both ways. It remembers what the template said. */
export type ResourceConverter = {
  /** The resources that a series is about, and whether it counts as one of namespaced objects. */
  readonly resourcesForSeries: (labels: Labels) => {
    readonly resources: readonly GroupResource[];
    readonly namespaced: boolean;
  };
  readonly labelForResource: (resource: GroupResource) => Outcome<string>;
};

export type Naming = { readonly mapper: RestMapper; readonly compileRegex: CompileRegex };

export const namespaceResource: GroupResource = { group: "", resource: "namespaces" };

const rootScoped: readonly GroupResource[] = [
  namespaceResource,
  { group: "", resource: "nodes" },
  { group: "", resource: "persistentvolumes" },
];

/** Whether the adapter takes the resource for one without a namespace: it knows these three and no others. */
export const isRootScoped = (resource: GroupResource | undefined): boolean =>
  resource !== undefined && rootScoped.some((one) => isSameResource(one, resource));

/**
 * The converter of a rule's `resources`, or the error with which the adapter refuses to start.
 *
 * Of two overrides for one resource the last gives its label. (Upstream takes them in the random order of Go's maps.)
 * Source: prometheus-adapter v0.12.0 pkg/naming/resource_converter.go
 */
export function createResourceConverter(
  { template: text, overrides }: ResourceMapping,
  { mapper, compileRegex }: Naming,
): Outcome<ResourceConverter> {
  const resourceOf = new Map<string, GroupResource>();
  const labelOf = new Map<string, string>();
  const read = text === "" ? found(undefined) : labelTemplate(text, compileRegex);
  if (!read.ok) return read;
  const template = read.value;
  for (const { label, group, resource } of overrides) {
    const known = normalize({ group, resource }, mapper);
    if (!known.ok) return failed(`unable to normalize group-resource {${group} ${resource}}: ${known.error}`);
    resourceOf.set(label, known.value);
    labelOf.set(printGroupResource(known.value), label);
  }

  const labelForResource = (resource: GroupResource): Outcome<string> => {
    const known = labelOf.get(printGroupResource(resource));
    if (known !== undefined) return found(known);
    const made = makeLabel(resource);
    const name = printGroupResource(resource);
    if (!made.ok) return failed(`unable to convert resource ${name} into label: ${made.error}`);
    labelOf.set(name, made.value);
    resourceOf.set(made.value, resource);
    return made;
  };

  const makeLabel = (resource: GroupResource): Outcome<string> => {
    if (template === undefined) return failed("no generic resource label form specified for this metric");
    const singular = mapper.singularize(resource.resource);
    if (!singular.ok)
      return failed(`unable to singularize resource ${printGroupResource(resource)}: ${singular.error}`);
    const group = resource.group.replace(/[.-]/g, "_");
    const label = executeTemplate(template.template, templateArguments({ group, resource: singular.value }));
    return label.ok && label.value === "" ? failed("empty label produced by label template") : label;
  };

  const resourcesForSeries = (labels: Labels): { resources: readonly GroupResource[]; namespaced: boolean } => {
    const resources: GroupResource[] = [];
    let namespaced = false;
    for (const label of Object.keys(labels)) {
      if (label === "__name__") continue;
      let resource = resourceOf.get(label);
      if (resource === undefined && template !== undefined) {
        const named = template.resourceOf(label);
        if (named !== undefined) {
          const known = normalize(named, mapper);
          // A label that has the form and names nothing says nothing about namespaces either.
          if (!known.ok) continue;
          resource = known.value;
          resourceOf.set(label, resource);
        }
      }
      if (resource !== undefined) resources.push(resource);
      if (!isRootScoped(resource)) namespaced = true;
    }
    return { resources, namespaced };
  };

  return found({ resourcesForSeries, labelForResource });
}

/** The resource as the cluster calls it. Source: custom-metrics-apiserver v1.30.0 CustomMetricInfo.Normalized */
export function normalize(resource: GroupResource, mapper: RestMapper): Outcome<GroupResource> {
  const known = mapper.resourceFor(resource);
  if (!known.ok) return known;
  const singular = mapper.singularize(known.value.resource);
  return singular.ok ? found({ group: known.value.group, resource: known.value.resource }) : singular;
}

type LabelTemplate = {
  readonly template: Template;
  /** What a label of the template's form names; the names are as the label has them. */
  readonly resourceOf: (label: string) => GroupResource | undefined;
};

function labelTemplate(text: string, compileRegex: CompileRegex): Outcome<LabelTemplate> {
  const parsed = parseTemplate("resource-label", text);
  if (parsed.kind !== "template") return failed(`unable to parse label template ${goQuote(text)}: ${parsed.message}`);
  const template = { name: "resource-label", text, nodes: parsed.nodes };
  const extractor = extractorOf(template, compileRegex);
  if (!extractor.ok)
    return failed(`unable to generate label format from template ${goQuote(text)}: ${extractor.error}`);
  return found({ template, resourceOf: extractor.value });
}

/** Turns the template into an expression that finds the names in a label. Source: prometheus-adapter v0.12.0 pkg/naming/lbl_res.go */
function extractorOf(template: Template, compileRegex: CompileRegex): Outcome<LabelTemplate["resourceOf"]> {
  const notMatcher = (reason: string): Outcome<never> =>
    failed(`unable to convert label template to matcher: ${reason}`);
  const pattern = executeTemplate(
    template,
    templateArguments({ group: "(?P<group>.+?)", resource: "(?P<resource>.+?)" }),
  );
  if (!pattern.ok) return notMatcher(pattern.error);
  if (pattern.value === "") return notMatcher("empty template");
  const compiled = compileRegex(`^${pattern.value}$`);
  if (compiled.kind === "invalid") return notMatcher(compiled.because);
  const { regex } = compiled;
  const resourceGroup = regex.groupNames.lastIndexOf("resource") + 1;
  const groupGroup = regex.groupNames.lastIndexOf("group") + 1;
  if (resourceGroup === 0) return failed("must include at least `{{.Resource}}` in the label template");
  return found((label) => {
    const match = regex.exec(label);
    if (match === undefined) return undefined;
    const group = groupGroup === 0 ? "" : matched(label, match, groupGroup);
    return { group, resource: matched(label, match, resourceGroup) };
  });
}

/** What a group of a match holds; empty for one that took no part. */
export function matched(text: string, match: NonNullable<ReturnType<Regex["exec"]>>, group: number): string {
  const start = match[2 * group] ?? -1;
  return start < 0 ? "" : text.slice(start, match[2 * group + 1]);
}

const templateArguments = ({ group, resource }: GroupResource): Struct => ({
  type: "struct",
  goType: "schema.GroupResource",
  fields: new Map([
    ["Group", { type: "string", text: group }],
    ["Resource", { type: "string", text: resource }],
  ]),
});
