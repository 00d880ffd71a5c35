import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { constant, ramp } from "../../sim/load/shapes.ts";
import { seconds, zeroDuration } from "../../sim/units.ts";
import type { K6Load, K6Order } from "./order.ts";
import { k6Script } from "./script.ts";

const url = "http://127.0.0.1:30080/";

const open: K6Load = {
  ...{ name: "baseline", url, startTime: zeroDuration, duration: seconds(120) },
  shape: { kind: "open", rate: constant(31.5) },
};

const clients: K6Load = {
  ...{ name: "users", url, startTime: seconds(30), duration: seconds(60) },
  shape: { kind: "closed", clients: 8, think: seconds(0.5) },
};

const order = (...loads: readonly K6Load[]): K6Order => ({ scenario: "cpu-spike", loads, requestTimeout: seconds(5) });

test("says where it comes from, when each load begins, and how it goes", () => {
  const text = k6Script(order(open, clients));
  const shown = text.slice(text.indexOf("  scenarios: {"), text.indexOf("const started"));
  expect(text.split("\n")[0]).toBe('// The load of scenario "cpu-spike", written by kubewind for k6.');
  expect(shown).toMatchInlineSnapshot(`
    "  scenarios: {
        "baseline": {
          executor: "ramping-arrival-rate",
          exec: "arrival",
          env: { URL: "http://127.0.0.1:30080/" },
          // Rates are requests per 10 s. A stage without duration is a jump.
          timeUnit: "10s",
          startRate: 315,
          stages: [
            { duration: "2m0s", target: 315 },
          ],
          // Requests that can be unanswered at once: as many as can be when nothing is answered. A further one is dropped, and counted.
          preAllocatedVUs: 159,
          maxVUs: 159,
          startTime: "0s",
          gracefulStop: "5s",
        },
        "users": {
          executor: "constant-vus",
          exec: "client",
          env: { URL: "http://127.0.0.1:30080/", CLIENTS: "8", THINK_SECONDS: "0.5" },
          vus: 8,
          duration: "1m0s",
          startTime: "30s",
          gracefulStop: "5s",
        },
      },
    };

    "
  `);
});

test("compiles against k6's types", { timeout: 120_000 }, async () => {
  const builds = path.join(import.meta.dirname, ".build");
  mkdirSync(builds, { recursive: true });
  const folder = mkdtempSync(path.join(builds, "script-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, "load.ts"), k6Script(order(open, clients)));
  const compilerOptions = { types: ["k6"], lib: ["ES2024", "DOM"] };
  const config = { extends: "../../../../tsconfig.json", compilerOptions, include: ["load.ts"], exclude: [] };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  const { stdout, exitCode } = await execa("tsc", ["-p", folder], { preferLocal: true, reject: false });
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 0 });
});

test("as many requests can be unanswered as come within the timeout", () => {
  const text = k6Script(
    order({ ...open, shape: { kind: "open", rate: ramp({ from: 1, to: 40, over: seconds(60) }) } }),
  );
  expect(text).toContain("preAllocatedVUs: 201,\n      maxVUs: 201,");
});

test("says where there can be fewer", () => {
  const text = k6Script(order({ ...open, shape: { kind: "open", rate: constant(900) } }));
  expect(text).toContain(
    "no more, of 4501 that could be when nothing is answered. A further one is dropped, and counted.",
  );
  expect(text).toContain("maxVUs: 1000,");
  expect(k6Script(order({ ...open, unansweredMax: 3 }))).toContain("preAllocatedVUs: 3,\n      maxVUs: 3,");
});

test("refuses more clients than k6 can play here", () => {
  const crowd: K6Load = { ...clients, shape: { kind: "closed", clients: 5000, think: seconds(60) } };
  expect(() => k6Script(order(open, crowd))).toThrowErrorMatchingInlineSnapshot(`
    [InputError: load.users has 5000 clients, too many to be played by k6
      A replay plays at most 1000. Give fewer clients with a shorter think time, or a rate.]
  `);
});

test("a rate that is far from whole counts in a readable span", () => {
  const text = k6Script(order({ ...open, shape: { kind: "open", rate: constant(1 / 3) } }));
  expect(text).toContain('timeUnit: "1000000s",\n      startRate: 333333,');
});

test("a load does not begin before the script", () => {
  expect(() => k6Script(order({ ...open, startTime: seconds(-1) }))).toThrow("a load begins after the script");
});

test("a scenario's name cannot leave its comment", () => {
  const text = k6Script({ ...order(open), scenario: 'a"\nthrow new Error();\u2028//' });
  expect(text.split(/[\n\u2028\u2029]/)[0]).toContain("throw new Error()");
});
