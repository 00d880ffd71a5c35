import { printable } from "../reports/printable.ts";

/** How kubewind is started: in a clone by npm, which brings the Node that it needs. */
const program = import.meta.url.endsWith(".ts") ? "npm run --silent kubewind --" : "npx kubewind";

/** A command line of kubewind that can be pasted into a shell. */
export const commandText = (words: readonly string[]): string => [program, ...words.map(shellWord)].join(" ");

/** Quoted where the shell would read it otherwise. */
function shellWord(word: string): string {
  const shown = printable(word);
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}
