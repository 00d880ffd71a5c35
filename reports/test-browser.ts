import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** Where a browser is to look at pages with, if there is one. */
export const browserPath: string | undefined = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
]
  .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

/** Why tests are skipped that need one. */
export const skipped = "no Chromium is in the PATH; Debian has it as chromium-headless-shell";

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
};

/** A page in the browser, over the Chrome DevTools Protocol. */
export type Tab = {
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  /** Evaluates an expression in the page; its value as JSON. */
  readonly evaluate: <Value>(expression: string) => Promise<Value>;
  /** Errors, warnings and violations that the page caused, and requests for anything but itself. */
  readonly complaints: string[];
};

/** A browser, and a folder for the pages that it looks at. */
export type TestBrowser = {
  readonly open: (page: string, width?: number) => Promise<Tab>;
  readonly close: () => Promise<void>;
};

export function startTestBrowser(path: string): TestBrowser {
  const folder = mkdtempSync(join(tmpdir(), "kubewind-page-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", `--user-data-dir=${folder}`];
  const browser: ChildProcess = spawn(path, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const protocol = connect(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
  return {
    open: async (page, width = 1280) => {
      const file = join(folder, "page.html");
      writeFileSync(file, page);
      return protocol.open(pathToFileURL(file).href, width);
    },
    close: async () => {
      const closed = new Promise((resolve) => browser.once("exit", resolve));
      browser.kill();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const sha256Of = (text: string): string => createHash("sha256").update(text).digest("base64");

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

/** An expression: of each plot its name, and whether more than its axes is drawn. */
export const figuresDrawn: string = `[...document.querySelectorAll("figure")].map((figure) => {
  const canvas = figure.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let index = 0; index < data.length; index += 4) if (data[index + 3] === 255) colours.add(data.slice(index, index + 3).join());
  return [figure.dataset.plot, colours.size > 2];
})`;
