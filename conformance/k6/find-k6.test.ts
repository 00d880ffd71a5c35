import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findK6 } from "./find-k6.ts";

const emptyFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "find-k6-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** A program that answers with this text, whatever it is asked. */
const saying = (text: string, name = "k6"): string => {
  const program = path.join(emptyFolder(), name);
  writeFileSync(program, `#!/bin/sh\necho '${text}'\n`);
  chmodSync(program, 0o755);
  return program;
};

test("finds the k6 of the PATH", async () => {
  const program = saying("k6 v1.8.1 (go1.26.8, linux/amd64)");
  const found = await findK6({ PATH: path.dirname(program) });
  expect(found).toEqual({ program: "k6", version: "1.8.1" });
});

test("KUBEWIND_K6 goes before the PATH", async () => {
  const [other, named] = [
    saying("k6 v1.0.0 (go1.24.0, linux/amd64)"),
    saying("k6 v2.2.0-rc1 (commit/devel)", "k6-next"),
  ];
  const found = await findK6({ PATH: path.dirname(other), KUBEWIND_K6: named });
  expect(found).toEqual({ program: named, version: "2.2.0-rc1" });
});

test("says how to get k6 where there is none", async () => {
  await expect(findK6({ PATH: emptyFolder() })).rejects.toThrowErrorMatchingInlineSnapshot(`
    [InputError: there is no k6 in the PATH
      Install k6 1.0 or later (https://grafana.com/docs/k6/latest/set-up/install-k6/) so that it is in the PATH,
      or name the program in KUBEWIND_K6.]
  `);
});

test("says what KUBEWIND_K6 is when that is no program", async () => {
  await expect(findK6({ PATH: "", KUBEWIND_K6: "no/such/k6" })).rejects.toThrow(
    "KUBEWIND_K6 is no/such/k6, which is no program",
  );
});

test("refuses a k6 that does not take TypeScript, and what is not k6", async () => {
  const old = saying("k6 v0.57.0 (go1.23.4, linux/amd64)");
  await expect(findK6({ KUBEWIND_K6: old })).rejects.toThrow(/ is k6 0\.57\.0, which does not run TypeScript\n/);
  const other = saying("kubectl v1.36");
  await expect(findK6({ KUBEWIND_K6: other })).rejects.toThrow(
    / is not k6: asked for its version it says "kubectl v1\.36"\n/,
  );
});

test("a program that fails is told with its command", async () => {
  const folder = emptyFolder();
  const broken = path.join(folder, "k6");
  writeFileSync(broken, "#!/bin/sh\nexit 3\n");
  chmodSync(broken, 0o755);
  await expect(findK6({ KUBEWIND_K6: broken })).rejects.toThrow(
    /does not tell its version: Command failed with exit code 3/,
  );
});
