import type { Asset, AssetKey, Assets } from "../../sim/prometheus-operator/assets.ts";
import { type Manifest, referenceOf } from "../manifests/manifest.ts";
import { childOf, textOf } from "../node.ts";

export type ManifestAssets = {
  readonly manifests: readonly Manifest[];
  /** For manifests without one. */
  readonly namespace: string;
  /** Those that are not among the manifests: Secrets seldom lie beside them. */
  readonly others: Assets;
};

/** The Secrets and ConfigMaps among manifests. A key that one of them does not hold is not there. */
export function manifestAssets({ manifests, namespace, others }: ManifestAssets): Assets {
  const find =
    (kind: "Secret" | "ConfigMap") =>
    (key: AssetKey): Asset => {
      const found = manifests.find((manifest) => {
        const reference = referenceOf(manifest, namespace);
        return reference.kind === kind && reference.name === key.name && reference.namespace === key.namespace;
      });
      if (found === undefined) return kind === "Secret" ? others.secret(key) : others.configMap(key);
      const text = valueIn(found, kind, key.key);
      return text === undefined ? { kind: "no-key" } : { kind: "value", text };
    };
  return { secret: find("Secret"), configMap: find("ConfigMap") };
}

/** `stringData` goes before `data`, as the API server writes it over the other. */
function valueIn(manifest: Manifest, kind: "Secret" | "ConfigMap", key: string): string | undefined {
  const read = (section: string): string | undefined => {
    const node = childOf(manifest, section);
    return node && textOf(childOf(node, key));
  };
  if (kind === "ConfigMap") return read("data");
  const encoded = read("data");
  return read("stringData") ?? (encoded === undefined ? undefined : decoded(encoded));
}

/** Text of UTF-8 in Base64; as it stands when it is none. */
function decoded(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}
