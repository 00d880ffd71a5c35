import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Metafile } from "esbuild";
import { execaSync } from "execa";
import { bundle } from "./bundle.ts";

/** The package's entries: what `import "kubewind/<name>"` reaches. */
const entries = { ".": "index", "./hpa": "hpa", "./quantity": "quantity", "./fast-check": "fast-check" } as const;

/** Makes the package that is published, ready for `npm pack` in its folder: `dist`, or the one that is named. */
async function main(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const metafile = await bundle(out, Object.values(entries));
  const types = ["-p", "tsconfig.types.json", "--outDir", `${out}/types`];
  execaSync("tsc", types, { preferLocal: true, stdio: "inherit" });
  dropUnreachable(
    `${out}/types`,
    Object.values(entries).map((entry) => `lib/${entry}.d.ts`),
  );
  writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`);
  cpSync("cli/bin.js", `${out}/bin.js`);
  for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) cpSync(file, `${out}/${file}`);
  // A replay builds its workload where it runs: see conformance/workload/image.ts.
  cpSync("conformance/workload/server", `${out}/server`, {
    recursive: true,
    filter: (file) => !file.endsWith("_test.go"),
  });
  writeFileSync(`${out}/THIRD-PARTY-LICENSES.txt`, licenses(metafile));
}

/** Leaves of the declarations those that some entry leads to. */
function dropUnreachable(folder: string, from: readonly string[]): void {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, target = ""] of text.matchAll(/(?:from |import\()"(\.[^"]+)"/g)) {
      visit(join(dirname(file), target.replace(/\.ts$/, ".d.ts")));
    }
  };
  for (const entry of from) visit(entry);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".d.ts") && !reached.has(file)) rmSync(join(folder, file));
  }
}

function manifest(): object {
  const { name, version, description, license, type, engines, devDependencies } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
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
    // Whoever writes property tests has it, and arbitraries of two copies do not mix.
    peerDependencies: { "fast-check": `^${devDependencies["fast-check"]}` },
    peerDependenciesMeta: { "fast-check": { optional: true } },
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
      const folder = `node_modules/${name}`;
      const file = readdirSync(folder).find((candidate) => /^(un)?licen[cs]e(\.(md|txt))?$/i.test(candidate));
      const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), "utf8").trim();
      return `${name} ${version}\n${"=".repeat(name.length + version.length + 1)}\n\n${text}\n`;
    })
    .join("\n\n");
}

await main(process.argv[2] ?? "dist");
