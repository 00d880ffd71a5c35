import { statSync } from "node:fs";
import { type Asked, readQueries } from "./read-queries.ts";
import { playWatched, ruleDefaults, type Shown } from "./show.ts";

const usage = "usage: npm run --silent dashboards -- FOLDER_OR_FILES";

/**
 * Asks every query of dashboards and rules in a run of the watched cluster; exits with 1 when one fails, with 2 over a path.
 *
 * A query of which nothing is there is printed too.
 */
function main(): void {
  const paths = process.argv.slice(2);
  if (paths.length === 0) fail(usage);
  const missing = paths.find((given) => statSync(given, { throwIfNoEntry: false }) === undefined);
  if (missing !== undefined) fail(`${missing}: no such file or folder\n${usage}`);
  const found = paths.map((given) => readQueries(given, ruleDefaults));
  const show = playWatched(found.flatMap(({ groups }) => groups));
  const outcomes = found.flatMap(({ asked }) => asked.map((each): Outcome => ({ asked: each, shown: show(each) })));
  if (outcomes.length === 0) fail("there are no queries in these files");
  for (const from of new Set(outcomes.map(({ asked }) => asked.from))) {
    const own = outcomes.filter(({ asked }) => asked.from === from);
    console.log(`${from}: ${countsOf(own)}`);
    for (const { asked, shown } of own) {
      if (shown.kind !== "shown") console.log(`  ${shown.kind}: ${asked.title}: ${textOf(shown)}`);
    }
  }
  console.log(countsOf(outcomes));
  if (outcomes.some(({ shown }) => shown.kind === "failed")) process.exitCode = 1;
}

type Outcome = { readonly asked: Asked; readonly shown: Shown };

const countsOf = (outcomes: readonly Outcome[]): string =>
  (["shown", "empty", "failed"] as const)
    .map((kind) => `${outcomes.filter(({ shown }) => shown.kind === kind).length} ${kind}`)
    .join(", ");

const textOf = (shown: Exclude<Shown, { readonly kind: "shown" }>): string => {
  const query = shown.query.replace(/\s+/g, " ").trim();
  return shown.kind === "failed" ? `${query}\n    ${shown.because}` : query;
};

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

main();
