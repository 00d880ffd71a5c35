import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build, type Metafile } from "esbuild";
import { execaSync } from "execa";
import { buildReportAssets } from "./report-assets.ts";

const out = "dist";

/** The package's entries: what `import "kubewind/<name>"` reaches. */
const entries = { ".": "index", "./hpa": "hpa", "./quantity": "quantity" } as const;

/** Makes the package that is published, ready for `npm pack` in `dist/`. */
async function main(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const metafile = await bundle();
  await writeAssets();
  execaSync("tsc", ["-p", "tsconfig.types.json"], { preferLocal: true, stdio: "inherit" });
  writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`);
  cpSync("cli/bin.js", `${out}/bin.js`);
  for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) cpSync(file, `${out}/${file}`);
  writeFileSync(`${out}/THIRD-PARTY-LICENSES.txt`, licenses(metafile));
}

/** One bundle in pieces: what a command does not need is not even read. */
async function bundle(): Promise<Metafile> {
  const libraries = Object.fromEntries(Object.values(entries).map((name) => [name, `lib/${name}.ts`]));
  const { metafile } = await build({
    entryPoints: { cli: "cli/main.ts", worker: "cli/worker.ts", ...libraries },
    outdir: out,
    bundle: true,
    splitting: true,
    chunkNames: "chunk-[hash]",
    format: "esm",
    platform: "node",
    target: "node24",
    minifyWhitespace: true,
    minifySyntax: true,
    // Only a clone builds the report's assets; the package brings them.
    external: ["*/build/report-assets.ts"],
    legalComments: "none",
    // A library that is still CommonJS asks for node's own modules by `require`.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}

async function writeAssets(): Promise<void> {
  const { script, style } = await buildReportAssets();
  mkdirSync(`${out}/assets`, { recursive: true });
  writeFileSync(`${out}/assets/report.js`, script);
  writeFileSync(`${out}/assets/report.css`, style);
}

function manifest(): object {
  const { name, version, description, license, type, engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const exported = Object.entries(entries).map(([path, file]) => [
    path,
    { types: `./types/lib/${file}.d.ts`, default: `./${file}.js` },
  ]);
  return {
    name,
    version,
    description,
    keywords: ["kubernetes", "autoscaling", "hpa", "horizontalpodautoscaler", "simulator", "testing"],
    license,
    type,
    engines,
    bin: { kubewind: "./bin.js" },
    exports: Object.fromEntries(exported),
  };
}

/** Licences of what the bundle contains, package by package. */
function licenses(metafile: Metafile): string {
  const packages = new Set<string>(["uplot"]);
  for (const input of Object.keys(metafile.inputs)) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match?.[1] !== undefined) packages.add(match[1]);
  }
  return [...packages]
    .sort()
    .map((name) => {
      const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
      const file = ["LICENSE", "LICENSE.md", "license", "LICENSE.txt"]
        .map((candidate) => `node_modules/${name}/${candidate}`)
        .find((candidate) => existsSync(candidate));
      const text = file === undefined ? `Licence: ${license}` : readFileSync(file, "utf8").trim();
      return `${name} ${version}\n${"=".repeat(name.length + version.length + 1)}\n\n${text}\n`;
    })
    .join("\n\n");
}

await main();
