import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReportAssets } from "../../build/report-assets.ts";
import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { agreeingReplay, divergedReplay, renamedReplay } from "../../fixtures/replays.ts";
import {
  browserPath,
  figuresDrawn,
  sha256Of,
  skipped,
  startTestBrowser,
  type Tab,
  type TestBrowser,
} from "../test-browser.ts";
import { replayPage } from "./html.ts";

/** These tests look at the page in a real browser, if there is one. */
let browser: TestBrowser | undefined;
let open: (replay: JudgedReplay, width?: number) => Promise<Tab>;

beforeAll(async () => {
  if (browserPath === undefined) return;
  const assets = await buildReportAssets();
  const started = startTestBrowser(browserPath);
  browser = started;
  open = (replay, width) => started.open(replayPage(replay, { ...assets, sha256: sha256Of }), width);
}, 30_000);

afterAll(() => browser?.close());

const timeout = 30_000;

test("draws both runs without an error, a violation or a request", { timeout }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(divergedReplay());
  expect(await tab.evaluate(figuresDrawn)).toEqual([
    ["replicas", true],
    ["utilisation", true],
    ["load", true],
  ]);
  const labels = `[...document.querySelectorAll('[data-plot="replicas"] .legend .name')].map((name) => name.textContent)`;
  expect(await tab.evaluate(labels)).toEqual(["real desired", "real ready", "simulated ready", "simulated desired"]);
  expect(tab.complaints).toEqual([]);
});

test("leads to rescales, and tells beside a mark what both runs say of it", { timeout }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(agreeingReplay());
  const rescale = `document.querySelector('#toolbar [aria-label="Next rescale"]').click() ?? 0`;
  await tab.evaluate(rescale);
  const heads = "[...document.querySelectorAll('.tip b')].map((head) => head.textContent)";
  expect(await tab.evaluate(heads)).toEqual([
    "00:01:46.200  real  deployment/web  2 → 4",
    "00:01:45.000  simulated  deployment/web  2 → 4",
  ]);
  const readout = "document.querySelector('.readout').textContent";
  expect(await tab.evaluate(readout)).toBe("00:01:45.000");
  await tab.evaluate(rescale);
  expect(await tab.evaluate(readout)).toBe("00:01:46.200");
  expect(tab.complaints).toEqual([]);
});

test("fits a phone", { timeout }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(divergedReplay(), 390);
  expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(390);
  const wide = `[...document.querySelectorAll(":is(#findings, #expectations, #self-checks, #both) .scroll")]
    .filter((part) => part.scrollWidth > part.clientWidth).length`;
  expect(await tab.evaluate(wide)).toBe(0);
});

test("runs nothing that a name tries to smuggle in", { timeout }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(
    renamedReplay("</script><script>pwned = 1</script><img src=x onerror='pwned = 1'>\u2028\"'&<!--"),
  );
  expect(await tab.evaluate("typeof pwned")).toBe("undefined");
  expect(await tab.evaluate("document.querySelectorAll('img, script').length")).toBe(2);
  expect(tab.complaints).toEqual([]);
});
