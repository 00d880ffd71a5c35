import { printable } from "../reports/printable.ts";

/** A command line of kubewind that can be pasted into a shell. */
export const commandText = (words: readonly string[]): string => ["kubewind", ...words.map(shellWord)].join(" ");

/** Quoted where the shell would read it otherwise. */
function shellWord(word: string): string {
  const shown = printable(word);
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}
