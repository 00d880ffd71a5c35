import { mkdirSync, writeFileSync } from "node:fs";
import { build, type Metafile } from "esbuild";
import { buildReportAssets } from "./report-assets.ts";

/**
 * Writes the command line into a folder as plain JavaScript, and libraries of `lib/` by their names: one bundle in pieces,
 * so that what a command does not need is not even read. Answers what went into it.
 */
export async function bundle(out: string, libraries: readonly string[]): Promise<Metafile> {
  await writeAssets(out);
  const { metafile } = await build({
    entryPoints: {
      cli: "cli/main.ts",
      worker: "cli/worker.ts",
      ...Object.fromEntries(libraries.map((name) => [name, `lib/${name}.ts`])),
    },
    outdir: out,
    bundle: true,
    splitting: true,
    chunkNames: "chunk-[hash]",
    format: "esm",
    platform: "node",
    target: "node24",
    minifyWhitespace: true,
    minifySyntax: true,
    // Only a clone builds the report's assets; the package brings them. fast-check is its user's own.
    external: ["*/build/report-assets.ts", "fast-check"],
    // Its other form has the libraries that it uses inside, and their licences would not be told.
    alias: { "junit-report-builder": "junit-report-builder/dist/index.es.js" },
    legalComments: "none",
    // A library that is still CommonJS asks for node's own modules by `require`.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

async function writeAssets(out: string): Promise<void> {
  const { script, style } = await buildReportAssets();
  mkdirSync(`${out}/assets`, { recursive: true });
  writeFileSync(`${out}/assets/report.js`, script);
  writeFileSync(`${out}/assets/report.css`, style);
}
