import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { buildReportAssets, type ReportAssets } from "../build/report-assets.ts";
import { cpuSpike, overload, twelveWorkloads } from "../fixtures/runs.ts";
import { renamedRun, smallRun } from "../fixtures/runs-small.ts";
import type { Run } from "../sim/run.ts";
import { zeroDuration } from "../sim/units.ts";
import { htmlReport } from "./html.ts";
import type { PageData } from "./page-data.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");

let assets: ReportAssets;
beforeAll(async () => {
  assets = await buildReportAssets();
});

const pageOf = (run: Run, ignored: readonly string[] = []): string =>
  htmlReport({ run, traceHash: "v1:0123", ignored, notes: [] }, { ...assets, sha256 });

const inside = (page: string, element: RegExp): string => element.exec(page)?.[1] ?? "";
const scriptOf = (page: string): string => inside(page, /<script>([\s\S]*?)<\/script>/);
const styleOf = (page: string): string => inside(page, /<style>([\s\S]*?)<\/style>/);
const dataOf = (page: string): PageData =>
  JSON.parse(inside(page, /<script type="application\/json" id="data">([\s\S]*?)<\/script>/));

test("lets run this very script and style, and nothing else", () => {
  const page = pageOf(smallRun());
  const policy = inside(page, /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/).replaceAll("&#39;", "'");
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${sha256(scriptOf(page))}'`,
    `style-src 'sha256-${sha256(styleOf(page))}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(scriptOf(page)).toBe(assets.script);
  expect(page).not.toMatch(/\s(style|on\w+)=/);
});

test("points to nothing outside of itself", () => {
  const page = pageOf(overload());
  const links = [...page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, link]) => link);
  expect(new Set(links)).toEqual(new Set(["#plots", "data:,"]));
  expect(page).not.toMatch(/@import|url\((?!data:)/);
});

test("is small without the data of the run", () => {
  const page = pageOf(smallRun());
  const data = inside(page, /<script type="application\/json" id="data">([\s\S]*?)<\/script>/);
  expect(page.length - data.length).toBeLessThan(105_000);
});

const attack = "</script><script>pwned()</script><!--\u2028<img src=x onerror=pwned()>\"'&";

test("shows names as names, whatever they are", () => {
  const page = pageOf(renamedRun(attack), [attack]);
  const markup = page.replace(scriptOf(page), "");
  expect(markup.match(/<script/g)).toHaveLength(2);
  expect(markup.match(/<\/script/g)).toHaveLength(2);
  expect(markup).not.toMatch(/<!--|<img|\u2028/);
  expect(page).toContain(
    "<h1>&lt;/script&gt;&lt;script&gt;pwned()&lt;/script&gt;&lt;!--\\u2028&lt;img src=x onerror=pwned()&gt;&quot;&#39;&amp;</h1>",
  );
  expect(dataOf(page).series.map(({ about }) => about)).toContain(`service/${attack.replace("\u2028", "\\u2028")}`);
});

test("shows events as they were recorded, and below as the cluster has them at the end", () => {
  const events = inside(pageOf(cpuSpike()), /<section id="events"([\s\S]*?)<\/section>/);
  const [recorded = "", stored = ""] = events.split("<details>");
  const rowsOf = (table: string): number => table.split("<tr><td>").length - 1;
  expect(recorded).toContain("SuccessfulRescale");
  expect(stored).toContain(`As the cluster has them at the end <span class="quiet">${rowsOf(stored)} events</span>`);
  expect(rowsOf(stored)).toBe(4);
});

test("says at a glance whether the run did what was expected", () => {
  const run = smallRun();
  const [met, missed] = run.verdicts;
  const glanceOf = (verdicts: Run["verdicts"]): readonly string[] => {
    const page = pageOf({ ...run, verdicts });
    return [
      inside(page, /<header class="(\w+)"/),
      inside(page, /<p class="word">([^<]*)/),
      inside(page, /<title>([^<]*)/),
    ];
  };
  expect(glanceOf([met!, missed!])).toEqual(["bad", "Not met", "small: not met"]);
  expect(glanceOf([met!])).toEqual(["good", "Met", "small: met"]);
  expect(glanceOf([])).toEqual(["neutral", "Played", "small: played"]);
});

test("puts expectations that are not met first, with the timeline around", () => {
  const page = pageOf(smallRun());
  const items = [...page.matchAll(/<li class="(met|missed)">/g)].map(([, kind]) => kind);
  expect(items).toEqual(["missed", "met"]);
  expect(inside(page, /<pre class="excerpt"[^>]*>([\s\S]*?)<\/pre>/)).toContain("> 00:02:00.000  decided here");
});

test("lets the cells of a table wrap that say most, so that none is pushed off the page", () => {
  const page = pageOf(smallRun());
  expect(page).toContain('<td class="wrap">ScaleUpLimit 4</td>');
  expect(page).toContain('<td class="wrap">horizontal-pod-autoscaler</td>');
});

test("says how long the warm-up was, where there was one", () => {
  const run = smallRun();
  const cold = { ...run, scenario: { ...run.scenario, warmup: zeroDuration } };
  expect(pageOf(run)).toContain(" · 3m after 1m of warm-up · ");
  expect(pageOf(cold)).toContain(" · 3m · ");
});

test("shows still plots where no script runs, and says where there is nothing to plot", () => {
  const page = pageOf(smallRun());
  expect(page.match(/<svg class="static"/g)).toHaveLength(5);
  const run = smallRun();
  const empty = pageOf({ ...run, trace: { ...run.trace, facts: [] }, summary: { workloads: [], targets: [] } });
  expect([...empty.matchAll(/class="quiet nothing">([^<]*)/g)].map(([, text]) => text)).toEqual([
    "No workload was scaled.",
    "No load.",
    "No HPA read a metric.",
    "Nothing was answered.",
    "Nothing had to wait for capacity.",
  ]);
});

test("has one view of everything, and with several workloads one of each with its HPAs and Services", () => {
  expect(dataOf(pageOf(smallRun())).views.map(({ name }) => name)).toEqual(["Everything"]);
  const { views, series, marks } = dataOf(pageOf(twelveWorkloads()));
  expect(views).toHaveLength(13);
  const search = views.find(({ name }) => name === "deployment/shop/search")!;
  const shown = Object.values(search.plots).flat();
  expect(new Set(shown.map((index) => series[index]!.about))).toEqual(
    new Set(["deployment/shop/search", "hpa/shop/search cpu", "service/shop/search"]),
  );
  expect(new Set(search.marks.map((index) => marks[index]!.about))).toEqual(new Set(["hpa/shop/search"]));
});
