import { beforeAll, expect, test } from "vitest";
import { buildReportAssets, type ReportAssets } from "../../build/report-assets.ts";
import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { agreeingReplay, divergedReplay, doubtfulReplay, renamedReplay } from "../../fixtures/replays.ts";
import { sha256Of } from "../test-browser.ts";
import { replayPage } from "./html.ts";

let assets: ReportAssets;
beforeAll(async () => {
  assets = await buildReportAssets();
});

const pageOf = (replay: JudgedReplay): string => replayPage(replay, { ...assets, sha256: sha256Of });
const inside = (page: string, element: RegExp): string => element.exec(page)?.[1] ?? "";
const sectionOf = (page: string, id: string): string =>
  inside(page, new RegExp(`<section id="${id}"([\\s\\S]*?)</section>`));
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

test("says at a glance whether the simulation agrees with a run that can be believed", () => {
  const glanceOf = (replay: JudgedReplay): readonly string[] => {
    const page = pageOf(replay);
    return [
      inside(page, /<header class="(\w+)"/),
      inside(page, /<p class="word">([^<]*)/),
      inside(page, /<title>([^<]*)/),
    ];
  };
  expect([agreeingReplay(), divergedReplay(), doubtfulReplay()].map(glanceOf)).toEqual([
    ["good", "Agrees", "small on kind: agrees"],
    ["bad", "Diverged", "small on kind: diverged"],
    ["bad", "Agrees", "small on kind: agrees"],
  ]);
  expect(pageOf(doubtfulReplay())).toContain("The run itself is in doubt: 1 of its 2 self checks failed.");
});

test("tells the first divergence and all comparisons above the plots", () => {
  const page = pageOf(divergedReplay());
  const ids = [...page.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual(["divergence", "findings", "plots", "rescales", "expectations", "self-checks", "both"]);
  expect(textOf(sectionOf(page, "divergence"))).toContain(
    "Simulated 2 -&gt; 4 at 1m45.0s Most likely both read the same",
  );
  expect(sectionOf(page, "findings").match(/class="mark (met|missed)"/g)).toHaveLength(4);
  expect(sectionOf(pageOf(agreeingReplay()), "divergence")).toBe("");
});

test("puts rescales, expectations and timelines of both runs beside each other", () => {
  const page = pageOf(divergedReplay());
  expect(textOf(sectionOf(page, "rescales"))).toContain(
    "✗ deployment/web 00:01:46.200 2 → 3 00:01:45.000 2 → 4 1.2s early",
  );
  expect(textOf(sectionOf(page, "expectations"))).toMatch(
    /web stays at 4 replicas after 2m scenario\.yaml:34:5 ✗ real: 3 replicas at 2m0s show ✓ simulated: always 4 replicas show/,
  );
  const both = sectionOf(page, "both");
  expect(both).toMatch(/<tr class="alone"><td>real<\/td><td><a [^>]*>00:01:46\.200<\/a><\/td><td><\/td>/);
  expect(both).toMatch(/<tr class="both"><td>both<\/td>/);
});

test("shows both runs in still plots where no script runs, with the first divergence as a mark", () => {
  const page = pageOf(divergedReplay());
  expect(page.match(/<svg class="static"/g)).toHaveLength(3);
  expect(page).toContain('<path class="line blue wide"');
  expect(page).toMatch(/<path class="line blue-deep" stroke-dasharray="7 5"/);
  expect(page.match(/<path class="parting"/g)).toHaveLength(3);
  expect(page).toMatch(/<text class="parting"[^>]*>first divergence: rescales of deployment\/web<\/text>/);
  expect(pageOf(agreeingReplay())).not.toContain('class="parting"');
});

const attack = "</script><script>pwned()</script><!--\u2028<img src=x onerror=pwned()>\"'&";

test("shows names as names, and points to nothing outside of itself", () => {
  const page = pageOf(renamedReplay(attack));
  const markup = page.replace(inside(page, /<script>([\s\S]*?)<\/script>/), "");
  expect(markup.match(/<script/g)).toHaveLength(2);
  expect(markup.match(/<\/script/g)).toHaveLength(2);
  expect(markup).not.toMatch(/<!--|<img|\u2028/);
  const plainPage = pageOf(divergedReplay());
  expect(plainPage).not.toMatch(/\s(style|on\w+)=/);
  const links = [...plainPage.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, link]) => link);
  expect(new Set(links)).toEqual(new Set(["#plots", "data:,"]));
});
