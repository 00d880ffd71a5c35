import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReportAssets } from "../build/report-assets.ts";
import { overload, twelveWorkloads } from "../fixtures/runs.ts";
import { renamedRun } from "../fixtures/runs-small.ts";
import type { Run } from "../sim/run.ts";
import { htmlReport } from "./html.ts";

/** These tests look at the page in a real browser, if there is one. */
const browserPath = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
  .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

const skipped = "no Chromium is in the PATH; Debian has it as chromium-headless-shell";

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
};

/** A page in the browser, over the Chrome DevTools Protocol. */
type Tab = {
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  /** Evaluates an expression in the page; its value as JSON. */
  readonly evaluate: <Value>(expression: string) => Promise<Value>;
  /** Errors, warnings and violations that the page caused, and requests for anything but itself. */
  readonly complaints: string[];
};

let browser: ChildProcess | undefined;
let folder = "";
let open: (
  run: Run,
  settings?: { readonly width?: number; readonly sha256?: (text: string) => string },
) => Promise<Tab>;

beforeAll(async () => {
  if (browserPath === undefined) return;
  const assets = await buildReportAssets();
  folder = mkdtempSync(join(tmpdir(), "kubewind-page-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", `--user-data-dir=${folder}`];
  browser = spawn(browserPath, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const protocol = connect(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
  open = async (run, { width = 1280, sha256 = sha256Of } = {}) => {
    const file = join(folder, "page.html");
    writeFileSync(file, htmlReport({ run, traceHash: "v1:0123", ignored: [], notes: [] }, { ...assets, sha256 }));
    return protocol.open(pathToFileURL(file).href, width);
  };
}, 30_000);

const sha256Of = (text: string): string => createHash("sha256").update(text).digest("base64");

afterAll(async () => {
  if (browser === undefined) return;
  const closed = new Promise((resolve) => browser?.once("exit", resolve));
  browser.kill();
  await closed;
  rmSync(folder, { recursive: true, force: true });
});

function connect(input: Writable, output: Readable): { readonly open: (url: string, width: number) => Promise<Tab> } {
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((message: Message) => void)[] = [];
  let buffer = "";
  let last = 0;
  output.on("data", (chunk: Buffer) => {
    buffer += chunk.toString();
    const messages = buffer.split("\0");
    buffer = messages.pop() ?? "";
    for (const text of messages) {
      const message: Message = JSON.parse(text);
      if (message.id === undefined) for (const listener of listeners) listener(message);
      else waiting.get(message.id)?.(message);
    }
  });
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {}),
      );
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return {
    open: async (url, width) => {
      const { targetId } = await send("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const tab = tabOf((method, params) => send(method, params, String(sessionId)));
      const loaded = new Promise<void>((resolve) => {
        listeners.push((message) => {
          tab.complaints.push(...complaintsOf(message, url));
          if (message.method === "Page.loadEventFired") resolve();
        });
      });
      for (const domain of ["Runtime", "Log", "Page", "Network"]) await tab.send(`${domain}.enable`);
      const metrics = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 };
      await tab.send("Emulation.setDeviceMetricsOverride", metrics);
      await tab.send("Page.navigate", { url });
      await loaded;
      return tab;
    },
  };
}

const tabOf = (send: Tab["send"]): Tab => ({
  send,
  complaints: [],
  evaluate: async (expression) => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", {
      expression: `JSON.stringify(${expression})`,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return JSON.parse(String((result as { readonly value?: unknown }).value));
  },
});

function complaintsOf({ method, params }: Message, url: string): readonly string[] {
  if (method === "Network.requestWillBeSent") {
    const { url: asked } = (params?.["request"] ?? {}) as { readonly url: string };
    return asked === url || asked.startsWith("data:") ? [] : [`request ${asked}`];
  }
  const isComplaint = ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"].includes(method ?? "");
  return isComplaint ? [JSON.stringify(params)] : [];
}

const figuresDrawn = `[...document.querySelectorAll("figure")].map((figure) => {
  const canvas = figure.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let index = 0; index < data.length; index += 4) if (data[index + 3] === 255) colours.add(data.slice(index, index + 3).join());
  return [figure.dataset.plot, colours.size > 2];
})`;

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
