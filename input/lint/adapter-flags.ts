import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import { parseGoDuration } from "../../sim/kubernetes/timestamp.ts";
import type { LintedFlag, LintedFlags } from "../../sim/lint/monitoring/monitoring.ts";
import { type Manifest, referenceOf } from "../manifests/manifest.ts";
import type { Node } from "../node.ts";
import { itemsOf, nodeAt, writtenText } from "./manifest-values.ts";

/** A document with settings of the adapter somewhere: values of its chart, a scenario. */
export type SettingsDocument = { readonly reference: ObjectReference; readonly root: Node };

type Given = { readonly manifests: readonly Manifest[]; readonly documents: readonly SettingsDocument[] };

/** The flags of the adapter: arguments of a container, or settings by the names that the chart and scenarios have for them. */
export function adapterFlags({ manifests, documents }: Given, defaultNamespace: string): LintedFlags {
  const flag = (argument: string, key: string): LintedFlag | undefined =>
    manifests.flatMap((manifest) => argumentOf(manifest, argument, defaultNamespace))[0] ??
    documents.flatMap(({ reference, root }) => settingsIn(root, key).map((found) => ({ reference, ...found })))[0];
  return {
    relistInterval: flag("--metrics-relist-interval", "metricsRelistInterval"),
    maxAge: flag("--metrics-max-age", "metricsMaxAge"),
  };
}

function argumentOf(manifest: Manifest, name: string, defaultNamespace: string): readonly LintedFlag[] {
  const above = nodeAt(manifest, "spec", "template") === undefined ? "spec" : "spec.template.spec";
  const containers = itemsOf(nodeAt(manifest, ...above.split("."), "containers"));
  return containers.flatMap((container, index) =>
    ["args", "command"].flatMap((list) => {
      const words = itemsOf(nodeAt(container, list)).map(writtenText);
      return words.flatMap((word, at) => {
        const text =
          word === name ? words[at + 1] : word.startsWith(`${name}=`) ? word.slice(name.length + 1) : undefined;
        const value = text === undefined ? undefined : parseGoDuration(text);
        const reference = referenceOf(manifest, defaultNamespace);
        return value === undefined ? [] : [{ reference, field: `${above}.containers[${index}].${list}[${at}]`, value }];
      });
    }),
  );
}

/** A setting wherever it stands in a document. */
function settingsIn(node: Node, key: string, above = ""): readonly Omit<LintedFlag, "reference">[] {
  if (node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap((item, at) => settingsIn(item, key, `${above}[${at}]`));
  return [...node.entries].flatMap(([name, { value: found }]) => {
    const field = above === "" ? name : `${above}.${name}`;
    const value = name === key ? parseGoDuration(writtenText(found)) : undefined;
    return value === undefined ? settingsIn(found, key, field) : [{ field, value }];
  });
}
