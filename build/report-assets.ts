import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What the HTML report carries inline. */
export type ReportAssets = { readonly script: string; readonly style: string };

/** Bundles the script and the style sheet of the HTML report: the library's parts included, and nothing to fetch. */
export async function buildReportAssets(): Promise<ReportAssets> {
  const { outputFiles } = await build({
    entryPoints: { script: "reports/browser/main.ts", style: "reports/browser/page.css" },
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    outdir: "out",
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    logLevel: "warning",
    tsconfig: "reports/browser/tsconfig.json",
  });
  const textOf = (ending: string): string => {
    const text = outputFiles.find(({ path }) => path.endsWith(ending))?.text.trim();
    if (text === undefined) throw new Error(`esbuild made no ${ending} file of the report`);
    // Inline, such a piece would end its element or begin a comment, and its hash would hold no more.
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`the report's ${ending} file has markup in it`);
    return text;
  };
  return { script: textOf(".js"), style: textOf(".css") };
}
