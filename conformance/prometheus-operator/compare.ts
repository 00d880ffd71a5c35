import type { OperatorAnswer } from "./operator-case.ts";

/** Where two answers differ first; `undefined` where they are the same to the byte. */
export function differenceOf(real: OperatorAnswer, ours: OperatorAnswer): string | undefined {
  if (real.error !== undefined || ours.error !== undefined) {
    return real.error === ours.error ? undefined : `real error: ${real.error}\nour error: ${ours.error}`;
  }
  return (
    recordDifference("left out", real.faults, ours.faults) ??
    lineDifference("config", real.config ?? "", ours.config ?? "") ??
    recordDifference("rules", real.rules, ours.rules)
  );
}

type Texts = Readonly<Record<string, string>>;

function recordDifference(what: string, real: Texts, ours: Texts): string | undefined {
  const names = [...new Set([...Object.keys(real), ...Object.keys(ours)])].sort();
  const name = names.find((candidate) => real[candidate] !== ours[candidate]);
  if (name === undefined) return undefined;
  return lineDifference(`${what} ${name}`, real[name] ?? "(nothing)", ours[name] ?? "(nothing)");
}

function lineDifference(what: string, real: string, ours: string): string | undefined {
  if (real === ours) return undefined;
  const [realLines, ourLines] = [real.split("\n"), ours.split("\n")];
  const at = realLines.findIndex((line, index) => line !== ourLines[index]);
  const from = at === -1 ? realLines.length : at;
  const shown = (lines: readonly string[]): string => lines.slice(Math.max(0, from - 2), from + 3).join("\n");
  return `${what}, line ${from + 1}\nreal:\n${shown(realLines)}\nours:\n${shown(ourLines)}`;
}
