/** The end of what a program said, indented to stand below a sentence; empty when it said nothing. */
export function lastLines(text: string, linesMax = 12): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const kept = lines.slice(-linesMax);
  if (kept.every((line) => line.trim() === "")) return "";
  return [...(lines.length > kept.length ? ["…"] : []), ...kept].map((line) => `  ${line}`).join("\n");
}
