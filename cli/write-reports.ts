import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runDocument } from "../reports/json.ts";
import type { RunReport } from "../reports/report.ts";
import type { ReportKind } from "./program.ts";
import { writeWhole } from "./whole-file.ts";

export type ReportOrder = {
  readonly report: RunReport;
  readonly folder: string;
  readonly kinds: readonly ReportKind[];
};

/** Writes the reports that were asked for, and tells which files those are. */
export async function writeReports({ report, folder, kinds }: ReportOrder): Promise<readonly string[]> {
  const written: string[] = [];
  const write = (name: string, text: string): void => {
    const path = join(folder, name);
    writeWhole(path, text);
    written.push(path);
  };
  if (kinds.includes("html")) {
    const [{ htmlReport }, assets] = await Promise.all([import("../reports/html.ts"), readAssets()]);
    write("report.html", htmlReport(report, { ...assets, sha256 }));
  }
  if (kinds.includes("json")) write("report.json", `${JSON.stringify(runDocument(report), null, 2)}\n`);
  return written;
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("base64");

/** The page's script and style: a package brings them, a clone bundles them anew. */
async function readAssets(): Promise<{ readonly script: string; readonly style: string }> {
  if (import.meta.url.endsWith(".ts")) {
    const { buildReportAssets } = await import("../build/report-assets.ts");
    return buildReportAssets();
  }
  const read = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
  return { script: read("report.js"), style: read("report.css") };
}
