import { join } from "node:path";
import type { JudgedReplay } from "../conformance/replay/judge-replay.ts";
import { replayDocument } from "../reports/replay/json.ts";
import { jsonText } from "./json-text.ts";
import type { ReplayReportKind } from "./options.ts";
import { type PageAssets, sha256 } from "./report-files.ts";
import type { WholeFile } from "./whole-file.ts";

export type ReplayFilesOrder = {
  readonly replay: JudgedReplay;
  readonly folder: string;
  readonly kinds: readonly ReplayReportKind[];
  /** For the page, if one is wanted. */
  readonly assets: PageAssets | undefined;
};

/** The report files of a replay that were asked for. */
export async function replayFiles(order: ReplayFilesOrder): Promise<readonly WholeFile[]> {
  const { replay, folder, kinds, assets } = order;
  const files: WholeFile[] = [];
  if (assets !== undefined) {
    const { replayPage } = await import("../reports/replay/html.ts");
    files.push({ path: join(folder, "replay.html"), text: replayPage(replay, { ...assets, sha256 }) });
  }
  if (kinds.includes("json")) {
    files.push({ path: join(folder, "replay.json"), text: jsonText(replayDocument(replay)) });
  }
  if (kinds.includes("junit")) {
    const { junitReport } = await import("../reports/replay/junit.ts");
    files.push({ path: join(folder, "replay.xml"), text: junitReport([replay]) });
  }
  return files;
}
