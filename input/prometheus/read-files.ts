import { basename, dirname, isAbsolute, join } from "node:path";
import type { PrometheusConfig } from "../../sim/prometheus/prometheus-config.ts";
import type { ParserOptions } from "../../sim/prometheus/promql/syntax/parsing.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import type { RuleGroup } from "../../sim/prometheus/rules/rule.ts";
import { compileRegex } from "../../sim/regex.ts";
import { readAll } from "../fields/read.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { entryAt } from "../files/entry.ts";
import { filesBesideConfig, type MountedConfig } from "../files/mounted-config.ts";
import { InputError } from "../input-error.ts";
import type { Source } from "../place.ts";
import { readRuleFile } from "../prometheus-rules/rule-groups.ts";
import { visible } from "../visible-text.ts";
import { namePattern } from "./file-pattern.ts";
import { loadPrometheusConfig } from "./load-prometheus-config.ts";

/** What a Prometheus has read when it starts, or when it is told to reload. */
export type PrometheusFiles = { readonly config: PrometheusConfig; readonly ruleGroups: readonly RuleGroup[] };

/** No feature flags. */
const stableSyntax: ParserOptions = {
  experimentalFunctions: false,
  durationExpressions: false,
  extendedRangeSelectors: false,
  binaryFillModifiers: false,
};

export type PrometheusSurroundings = { readonly files: ConfigFiles; readonly ownNamespace: string };

/**
 * Reads a config and the files that it names, `rule_files` and `scrape_config_files`.
 *
 * They are looked for beside the config, or in a folder beside it, under the last parts of their paths: what a container would
 * find at `/etc/prometheus/rules/web.yml` is `rules/web.yml`, or `web.yml`. What is not there is no error, as it is none for
 * Prometheus; a note tells of it.
 */
export function readPrometheusFiles(
  mounted: MountedConfig,
  { files, ownNamespace }: PrometheusSurroundings,
): PrometheusFiles {
  const find = (pattern: string, kind: FileKind) => matching(pattern, { mounted, files, kind });
  const config = loadPrometheusConfig(mounted.source, {
    compile: compileRegex,
    ownNamespace,
    // Another machine's environment must not make another run.
    environment: () => undefined,
    scrapeConfigFiles: (pattern) => find(pattern, scrapeConfigFiles).map(({ source }) => source),
  });
  const defaults = {
    evaluationIntervalMs: config.evaluationInterval / 1000,
    queryOffsetMs: config.ruleQueryOffset / 1000,
    parser: stableSyntax,
  };
  const found = new Map(
    config.ruleFiles.flatMap((pattern) => find(pattern, ruleFiles).map((file) => [file.seenAs, file.source] as const)),
  );
  const ruleGroups = readAll([...found], ([seenAs, source]) =>
    readRuleFile(source, defaults).map((group) => ({ ...group, file: seenAs })),
  ).flat();
  return { config, ruleGroups };
}

type FileKind = {
  readonly field: string;
  readonly words: string;
  /** Whether the text could be such a file: beside a config lie others, which a wildcard is not meant for. */
  readonly isLikely: (text: string) => boolean;
};

const ruleFiles: FileKind = {
  field: "rule_files",
  words: "rule",
  isLikely: (text) => /^["']?groups["']?\s*:/m.test(text),
};

const scrapeConfigFiles: FileKind = {
  field: "scrape_config_files",
  words: "scrape config",
  isLikely: (text) => /^["']?scrape_configs["']?\s*:/m.test(text) && !/^["']?(global|rule_files)["']?\s*:/m.test(text),
};

type Search = { readonly mounted: MountedConfig; readonly files: ConfigFiles; readonly kind: FileKind };

/** A file, and the path that Prometheus knows it by. */
type SeenFile = { readonly source: Source; readonly seenAs: string };

function matching(pattern: string, { mounted, files, kind }: Search): readonly SeenFile[] {
  const name = namePattern(basename(pattern));
  if (!name.ok) {
    const message = `error retrieving ${kind.words} files for ${quote(pattern)}: ${name.because}`;
    throw new InputError([{ file: mounted.source.file, message }]);
  }
  const own = folderOf(pattern, mounted.folder);
  const any = { matches: name.matches, isLikely: () => true };
  const below = own === undefined ? [] : filesBesideConfig({ siblings: new Map(), folder: own }, any, files);
  const wanted = name.isLiteral ? any : { matches: name.matches, isLikely: kind.isLikely };
  const found = below.length > 0 ? below : filesBesideConfig(mounted, wanted, files);
  if (found.length === 0) {
    files.note(
      `${kind.field} of ${mounted.source.file} names ${visible(pattern)}, which is not there: nothing is read`,
    );
  }
  return found.map(({ name: last, source }) => ({ source, seenAs: join(dirname(pattern), last) }));
}

/** The folder beside the config that the pattern's last folder stands for, if there is one. */
function folderOf(pattern: string, folder: string): string | undefined {
  const path = dirname(pattern);
  if (path === "." || path === "/") return undefined;
  const candidate = join(folder, isAbsolute(pattern) ? basename(path) : path);
  return entryAt(candidate) === "folder" ? candidate : undefined;
}
