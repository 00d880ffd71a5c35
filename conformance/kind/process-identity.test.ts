import { execa } from "execa";
import { expect, test } from "vitest";
import { isRunning, processIdentity } from "./process-identity.ts";

const isPosix = process.platform !== "win32";

test("a process is running until it has ended", async () => {
  const subprocess = execa(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { reject: false });
  const identity = processIdentity(subprocess.pid ?? 0);
  expect(isRunning(identity)).toBe(true);
  subprocess.kill("SIGKILL");
  await subprocess;
  expect(isRunning(identity)).toBe(false);
});

test.runIf(isPosix)("another process with the number of one that has ended is not taken for it", () => {
  const now = processIdentity(process.pid);
  expect(now.began).toBeDefined();
  expect(isRunning({ ...now, began: `${now.began}0` })).toBe(false);
});

test("a process of which only the number is known counts as running as long as there is one", () => {
  expect(isRunning({ pid: process.pid })).toBe(true);
});

test.runIf(process.platform === "linux")(
  "a process that its parent never asks about has ended nevertheless",
  async () => {
    const parent = execa("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 100"], { reject: false, buffer: false });
    try {
      const { value } = await parent[Symbol.asyncIterator]().next();
      await expect.poll(() => isRunning({ pid: Number(value) }), { timeout: 30_000 }).toBe(false);
      expect(() => process.kill(Number(value), 0)).not.toThrow();
    } finally {
      parent.kill("SIGKILL");
    }
  },
);
