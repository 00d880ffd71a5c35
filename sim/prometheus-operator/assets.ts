import { goQuote } from "../kubernetes/go-text.ts";
import type { SecretKeySelector, SecretOrConfigMap } from "./objects/connection.ts";

/** What a key of a Secret or a ConfigMap holds. */
export type Asset =
  | { readonly kind: "value"; readonly text: string }
  /** There is no such Secret or ConfigMap. */
  | { readonly kind: "no-object" }
  | { readonly kind: "no-key" };

export type AssetKey = { readonly namespace: string; readonly name: string; readonly key: string };

/** The Secrets and ConfigMaps of the cluster. */
export type Assets = {
  readonly secret: (key: AssetKey) => Asset;
  readonly configMap: (key: AssetKey) => Asset;
};

/** A cluster in which each Secret and ConfigMap that somebody names is there, and holds `<NAME/KEY>`. */
export const assumedAssets: Assets = {
  secret: ({ name, key }) => ({ kind: "value", text: `<${name}/${key}>` }),
  configMap: ({ name, key }) => ({ kind: "value", text: `<${name}/${key}>` }),
};

/** A cluster without Secrets and ConfigMaps. */
export const noAssets: Assets = { secret: () => ({ kind: "no-object" }), configMap: () => ({ kind: "no-object" }) };

/** Assets that are remembered once somebody has asked for them; `seen` has no others. */
export function rememberedAssets(assets: Assets): { readonly assets: Assets; readonly seen: Assets } {
  const known = { secret: new Set<string>(), configMap: new Set<string>() };
  const nameOf = ({ namespace, name }: AssetKey): string => `${namespace}/${name}`;
  const ask =
    (kind: "secret" | "configMap") =>
    (key: AssetKey): Asset => {
      const asset = assets[kind](key);
      if (asset.kind !== "no-object") known[kind].add(nameOf(key));
      return asset;
    };
  const recall =
    (kind: "secret" | "configMap") =>
    (key: AssetKey): Asset =>
      known[kind].has(nameOf(key)) ? assets[kind](key) : { kind: "no-object" };
  return {
    assets: { secret: ask("secret"), configMap: ask("configMap") },
    seen: { secret: recall("secret"), configMap: recall("configMap") },
  };
}

/** The assets of one namespace, as the operator speaks of them. */
export type AssetStore = {
  /** The value, empty where there is none. */
  readonly secretKey: (selector: SecretKeySelector | undefined) => string;
  readonly secretOrConfigMapKey: (selector: SecretOrConfigMap) => string;
  /** Why a key cannot be had, in the operator's words. */
  readonly secretFault: (selector: SecretKeySelector | undefined) => string | undefined;
  readonly secretOrConfigMapFault: (selector: SecretOrConfigMap | undefined) => string | undefined;
  /** Where Prometheus finds a certificate or a key. */
  readonly tlsFile: (selector: SecretOrConfigMap) => string;
};

/** Source: prometheus-operator v0.94.1 pkg/assets */
export function assetsIn(namespace: string, assets: Assets): AssetStore {
  type Named = { readonly name?: string; readonly key: string };
  const keyOf = ({ name = "", key }: Named): AssetKey => ({ namespace, name, key });
  const secret = (selector: Named): Asset =>
    selector.name === undefined || selector.name === "" ? { kind: "no-object" } : assets.secret(keyOf(selector));
  const none: Named = { key: "" };
  const secretFault = (selector: Named = none): string | undefined => faultOf("secret", selector, secret(selector));
  return {
    secretKey: (selector = none) => textOf(secret(selector)),
    secretOrConfigMapKey: ({ secret: from, configMap }) => {
      if (from !== undefined) return textOf(secret(from));
      return configMap === undefined ? "" : textOf(assets.configMap(keyOf(configMap)));
    },
    secretFault,
    secretOrConfigMapFault: ({ secret: from, configMap } = {}) => {
      if (from !== undefined) return secretFault(from);
      return configMap === undefined ? undefined : faultOf("configmap", configMap, assets.configMap(keyOf(configMap)));
    },
    tlsFile: ({ secret: from, configMap }) => {
      const { name = "", key = "" } = from ?? configMap ?? {};
      return `/etc/prometheus/certs/${from === undefined ? 1 : 0}_${namespace}_${name}_${key}`;
    },
  };
}

const textOf = (asset: Asset): string => (asset.kind === "value" ? asset.text : "");

function faultOf(
  what: "secret" | "configmap",
  { name = "", key }: { readonly name?: string; readonly key: string },
  asset: Asset,
): string | undefined {
  if (asset.kind === "value") return undefined;
  if (asset.kind === "no-key") return `key ${goQuote(key)} in ${what} ${goQuote(name)} not found`;
  return `unable to get ${what} ${goQuote(name)}: ${what}s ${goQuote(name)} not found`;
}
