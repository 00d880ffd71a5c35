import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReportAssets } from "../build/report-assets.ts";
import { overload, twelveWorkloads } from "../fixtures/runs.ts";
import { renamedRun } from "../fixtures/runs-small.ts";
import type { Run } from "../sim/run.ts";
import { htmlReport } from "./html.ts";
import {
  browserPath,
  figuresDrawn,
  sha256Of,
  skipped,
  startTestBrowser,
  type Tab,
  type TestBrowser,
} from "./test-browser.ts";

let browser: TestBrowser | undefined;
let open: (
  run: Run,
  settings?: { readonly width?: number; readonly sha256?: (text: string) => string },
) => Promise<Tab>;

beforeAll(async () => {
  if (browserPath === undefined) return;
  const assets = await buildReportAssets();
  const started = startTestBrowser(browserPath);
  browser = started;
  open = (run, { width = 1280, sha256 = sha256Of } = {}) =>
    started.open(htmlReport({ run, traceHash: "v1:0123", ignored: [], notes: [] }, { ...assets, sha256 }), width);
}, 30_000);

afterAll(() => browser?.close());

test("draws its plots without an error, a violation or a request", { timeout: 30_000 }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(overload());
  expect(await tab.evaluate(figuresDrawn)).toEqual([
    ["replicas", true],
    ["load", true],
    ["utilisation", true],
    ["response", true],
    ["backlog", true],
  ]);
  expect(tab.complaints).toEqual([]);
});

test("runs no script but the one that its policy names, and then shows plots that stand still", {
  timeout: 30_000,
}, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(overload(), {
    sha256: (text) => sha256Of(text.includes("getElementById") ? "another script" : text),
  });
  expect(tab.complaints).toHaveLength(1);
  expect(tab.complaints[0]).toContain("Content Security Policy");
  expect(await tab.evaluate("document.querySelectorAll('canvas').length")).toBe(0);
  const heights = "[...document.querySelectorAll('.static')].map((plot) => plot.getBoundingClientRect().height > 100)";
  expect(await tab.evaluate(heights)).toEqual([true, true, true, true, true]);
});

test("runs nothing that a name tries to smuggle in", { timeout: 30_000 }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const attack = "</script><script>pwned = 1</script><img src=x onerror='pwned = 1'>\u2028\"'&<!--";
  const tab = await open(renamedRun(attack));
  expect(await tab.evaluate("typeof pwned")).toBe("undefined");
  expect(await tab.evaluate("document.querySelectorAll('img, script').length")).toBe(2);
  const [about] = await tab.evaluate<string[]>(
    `[...document.querySelectorAll('[data-plot="utilisation"] .legend .name')].map((name) => name.textContent)`,
  );
  expect(about).toContain("</script><script>pwned = 1</script>");
  expect(tab.complaints).toEqual([]);
});

const press = (key: string): string =>
  `document.querySelector('[data-plot="replicas"] .plot').dispatchEvent(new KeyboardEvent("keydown", { key: "${key}", bubbles: true }))`;
const textOf = (selector: string): string => `document.querySelector('${selector}')?.textContent`;
const clickOn = (selector: string): string => `document.querySelector('${selector}').click()`;

test("leads to decisions by buttons and keys, with their reasons and all values then", { timeout: 30_000 }, async ({
  skip,
}) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(overload());
  expect(await tab.evaluate(textOf(".readout"))).toBe("0 to 30m");
  await tab.evaluate(`${clickOn('#toolbar [aria-label="Next decision"]')} ?? 0`);
  expect(await tab.evaluate(textOf(".readout"))).toBe("00:00:30.000");
  await tab.evaluate(press("n"));
  expect(await tab.evaluate(textOf(".tip b"))).toBe("00:02:30.000  hpa/web  2 → 3");
  expect(await tab.evaluate(textOf(".spoken"))).toMatch(
    /^00:02:30\.000: Replicas desired 3, Replicas ready 2, Load offered 97\.5\/s, Load served 80\/s,/,
  );
  await tab.evaluate(press("Escape"));
  expect(await tab.evaluate(textOf(".readout"))).toBe("0 to 30m");
  await tab.evaluate(`${clickOn("#decisions tr:nth-child(5) a[data-at]")} ?? 0`);
  expect(await tab.evaluate(textOf(".readout"))).toBe("00:05:00.000");
  expect(tab.complaints).toEqual([]);
});

test("zooms all plots where one is dragged over, and shows all again on a double click", { timeout: 30_000 }, async ({
  skip,
}) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(overload());
  const box = await tab.evaluate<{ left: number; top: number; width: number }>(
    `(() => { const over = document.querySelector('[data-plot="load"] .u-over'); over.scrollIntoView({ block: "center" });
      const { left, top, width } = over.getBoundingClientRect(); return { left, top, width }; })()`,
  );
  const mouse = (type: string, share: number, clickCount = 1) =>
    tab.send("Input.dispatchMouseEvent", {
      type,
      x: box.left + box.width * share,
      y: box.top + 40,
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount,
    });
  await mouse("mouseMoved", 0.1);
  await mouse("mousePressed", 0.1);
  await mouse("mouseMoved", 0.2);
  await mouse("mouseMoved", 0.3);
  await mouse("mouseReleased", 0.3);
  await tab.send("Input.dispatchMouseEvent", { type: "mouseMoved", x: 5, y: 5 });
  expect(await tab.evaluate(textOf(".readout"))).toMatch(/^(2m59|3m)[\d.s]* to (8m59|9m)[\d.s]*$/);
  await mouse("mousePressed", 0.5, 1);
  await mouse("mouseReleased", 0.5, 1);
  await mouse("mousePressed", 0.5, 2);
  await mouse("mouseReleased", 0.5, 2);
  await tab.send("Input.dispatchMouseEvent", { type: "mouseMoved", x: 5, y: 5 });
  expect(await tab.evaluate(textOf(".readout"))).toBe("0 to 30m");
  expect(tab.complaints).toEqual([]);
});

test("fits a phone, shows one workload of many, and turns dark", { timeout: 30_000 }, async ({ skip }) => {
  if (browserPath === undefined) skip(skipped);
  const tab = await open(twelveWorkloads(), { width: 390 });
  expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(390);
  const labels = `[...document.querySelectorAll('[data-plot="replicas"] .legend .name')].map((name) => name.textContent)`;
  expect(await tab.evaluate<string[]>(labels)).toHaveLength(12);
  await tab.evaluate(
    `(() => { const select = document.querySelector("#toolbar select"); select.value = "3"; select.dispatchEvent(new Event("change")); })() ?? 0`,
  );
  expect(await tab.evaluate(labels)).toEqual(["desired", "ready"]);
  const background = "getComputedStyle(document.documentElement).backgroundColor";
  expect(await tab.evaluate(background)).toBe("rgb(255, 255, 255)");
  await tab.evaluate(`${clickOn("#theme")} ?? ${clickOn("#theme")} ?? 0`);
  expect(await tab.evaluate(background)).toBe("rgb(15, 19, 24)");
  expect(tab.complaints).toEqual([]);
});
