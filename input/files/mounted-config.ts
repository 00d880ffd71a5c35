import { dirname, join } from "node:path";
import { collect } from "../fields/read.ts";
import { childOf, type Node, textOf } from "../node.ts";
import { errorAt, type Source } from "../place.ts";
import { quote } from "../visible-text.ts";
import { readDocuments } from "../yaml/documents.ts";
import { literalText } from "../yaml/embedded-text.ts";
import type { ConfigFiles, NamedFile } from "./config-files.ts";
import { entryAt } from "./entry.ts";
import { refuseWayOut } from "./find-files.ts";
import { namesIn } from "./listing.ts";

/** A config as a container would find it, with the files that lie beside it. */
export type MountedConfig = {
  readonly source: Source;
  /** The names of what a ConfigMap holds besides; empty for a config that is a file itself. */
  readonly siblings: ReadonlyMap<string, Source>;
  /** Absolute path of the folder that the file lies in. */
  readonly folder: string;
};

/**
 * The config in a file: the file itself, or what a ConfigMap in it holds under one of some keys.
 *
 * Text that a ConfigMap does not hold literally, after `|`, counts its lines from its own beginning.
 */
export function mountedConfig({ path, source }: NamedFile, keys: readonly string[]): MountedConfig {
  const folder = dirname(path);
  // What is wrong with a file is said by who reads the config in it.
  const [documents] = collect([], () => readDocuments(source, "kubectl")) ?? [[]];
  const configMaps = documents.filter((node) => textOf(childOf(node, "kind")) === "ConfigMap");
  const [first] = configMaps;
  if (first === undefined) return { source, siblings: new Map(), folder };
  const mounted = configMaps.map((configMap) => dataOf(configMap, source)).filter((data) => keyIn(data, keys) !== "");
  const [data, second] = mounted;
  const own = data?.get(keyIn(data, keys));
  const held = keys.map(quote).join(" or ");
  if (data === undefined || own === undefined) {
    throw errorAt(first.place, `the ConfigMap holds no ${held} under data`);
  }
  if (second !== undefined) throw errorAt(first.place, `the file has several ConfigMaps that hold ${held}`);
  return { source: own, siblings: data, folder };
}

const keyIn = (data: ReadonlyMap<string, Source>, keys: readonly string[]): string =>
  keys.find((key) => data.has(key)) ?? "";

function dataOf(configMap: Node, source: Source): ReadonlyMap<string, Source> {
  const data = childOf(configMap, "data");
  const entries = data?.kind === "map" ? [...data.entries] : [];
  return new Map(
    entries.flatMap(([key, { value }]) => {
      if (value.kind !== "scalar") return [];
      return [[key, literalText(value, source) ?? { file: `${source.file}:data.${key}`, text: value.text }] as const];
    }),
  );
}

/** Which files beside a config are meant. */
export type Wanted = {
  readonly matches: (name: string) => boolean;
  /** Whether one that lies in the folder could be meant, by its text. */
  readonly isLikely: (text: string) => boolean;
};

/** The files beside a config that are wanted: of its ConfigMap, or else of its folder, sorted. */
export function filesBesideConfig(
  { siblings, folder }: Pick<MountedConfig, "siblings" | "folder">,
  { matches, isLikely }: Wanted,
  files: ConfigFiles,
): readonly FoundFile[] {
  const held = [...siblings].filter(([name]) => matches(name));
  if (held.length > 0) return held.map(([name, source]) => ({ name, source }));
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    if (!matches(name) || entryAt(path) !== "file" || !isLikely(files.peekAt(path))) return [];
    refuseWayOut(path, folder);
    return [{ name, source: files.readAt(path).source }];
  });
}

export type FoundFile = { readonly name: string; readonly source: Source };
