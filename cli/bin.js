#!/usr/bin/env node
// Plain JavaScript that every Node can read, so that a Node that is too old gets an answer instead of a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if ((major > 24 && major !== 25) || (major === 24 && minor >= 15)) {
  import("./cli.js").then(({ main }) => main(process.argv.slice(2)));
} else {
  console.error(
    `kubewind needs Node.js 24.15 or newer in the 24 line, or 26 and up; this is Node.js ${process.versions.node} (${process.execPath}).`,
  );
  console.error(
    "Install a newer one from https://nodejs.org, or run it as: npx --package=node@24 --package=kubewind -- kubewind",
  );
  process.exitCode = 2;
}
