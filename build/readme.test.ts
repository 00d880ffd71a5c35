import { readFileSync } from "node:fs";
import { execa } from "execa";
import { expect, test } from "vitest";

const readme = readFileSync("README.md", "utf8");

/** What stands in the README after a command, as that command prints it now. */
test.for([
  ["run", "scenarios/cpu-spike", "--report", "none"],
  ["run", "scenarios/prometheus-down", "--report", "none"],
  ["explain", "scenarios/walkthrough", "--at", "5m15s"],
])("the README shows what kubewind %s prints", async (words) => {
  const shown = linesAfter(`kubewind -- ${words[0]} ${words[1]}`);
  const { stdout } = await execa("node", ["cli/main.ts", ...words]);
  expect(shown.length).toBeGreaterThan(3);
  expect(stdout.split("\n")).toEqual(expect.arrayContaining(shown));
});

/** Lines of the first block of text that follows a command. */
function linesAfter(command: string): string[] {
  const [, block = ""] = /```text\n(.*?)\n```/s.exec(readme.slice(readme.indexOf(command))) ?? [];
  return block.split("\n").filter((line) => line !== "");
}
