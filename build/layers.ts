import { readFileSync } from "node:fs";
import { cruise } from "dependency-cruiser";
import { execaSync } from "execa";
import { layerRules } from "./layer-rules.ts";

/**
 * Holds the imports against the layers.
 *
 * The cruiser leaves out, without a word, every file that its parser cannot read; so the files that it saw are counted
 * against those that git knows.
 */
async function main(): Promise<void> {
  const folders = ["sim", "input", "serve", "reports", "fixtures", "conformance", "cli", "build", "bench", "testing"];
  const { stdout } = execaSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*.ts"]);
  const expected = stdout
    .split("\n")
    .filter((file) => folders.includes(file.split("/")[0] ?? "") && !file.startsWith("reports/browser/"));
  const present = [...new Set(expected.map((file) => file.split("/")[0] ?? ""))];
  const { forbidden, options } = layerRules;
  const result = await cruise(present, { ...options, ruleSet: { forbidden }, validate: true });
  if (typeof result.output === "string") throw new Error("the cruiser answers with data");
  const { modules, summary } = result.output;
  const seen = new Set(modules.map(({ source }) => source));
  const unseen = expected.filter((file) => !seen.has(file) && readFileSync(file, "utf8") !== "");
  for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
  for (const file of unseen) console.error(`the layers of ${file} could not be checked`);
  console.log(`layers: ${expected.length} files, ${summary.violations.length} violations`);
  if (summary.violations.length + unseen.length > 0) process.exitCode = 1;
}

await main();
