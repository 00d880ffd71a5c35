import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunDocument } from "../reports/json.ts";
import type { RunReport } from "../reports/report.ts";
import { jsonText } from "./json-text.ts";
import type { ReportKind } from "./options.ts";
import type { WholeFile } from "./whole-file.ts";

/** The page's script and style. */
export type PageAssets = { readonly script: string; readonly style: string };

export type ReportOrder = {
  readonly report: RunReport;
  readonly document: () => RunDocument;
  readonly folder: string;
  readonly kinds: readonly ReportKind[];
  readonly assets: PageAssets | undefined;
};

/** The report files that were asked for. */
export async function reportFiles(order: ReportOrder): Promise<readonly WholeFile[]> {
  const { report, document, folder, kinds, assets } = order;
  const files: WholeFile[] = [];
  if (assets !== undefined) {
    const { htmlReport } = await import("../reports/html.ts");
    files.push({ path: join(folder, "report.html"), text: htmlReport(report, { ...assets, sha256 }) });
  }
  if (kinds.includes("json")) files.push({ path: join(folder, "report.json"), text: jsonText(document()) });
  return files;
}

/** As a page's policy names its script and its style. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("base64");

/** What a page needs, if one was asked for: a package brings it, a clone bundles it anew. */
export async function pageAssets(kinds: readonly string[]): Promise<PageAssets | undefined> {
  if (!kinds.includes("html")) return undefined;
  if (import.meta.url.endsWith(".ts")) {
    const { buildReportAssets } = await import("../build/report-assets.ts");
    return buildReportAssets();
  }
  const read = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
  return { script: read("report.js"), style: read("report.css") };
}
