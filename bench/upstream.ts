import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { execaSync } from "execa";
import { type Figure, median, rounds } from "./figure.ts";

/** What a comparison with the real controller came to, or why there is none. */
export type UpstreamFigures =
  | { readonly kind: "measured"; readonly figures: readonly Figure[] }
  | { readonly kind: "skipped"; readonly because: string };

/** Where `npm run upstream` builds the real controller of 1.36. */
const program = fileURLToPath(new URL("../conformance/upstream/.build/1.36.3/oracle", import.meta.url));

const ratioMin = 20;

/**
 * Syncs a second of the real controller over the same cases as `ours`, and how many times as fast ours is.
 *
 * Timed as ours is: around the syncs alone, without reading cases, setting up or printing. A build is used, never made.
 */
export function benchUpstream(path: string, ours: Figure): UpstreamFigures {
  if (!existsSync(program)) {
    return { kind: "skipped", because: "the real controller is not built: npm run upstream -- --kubernetes 1.36 …" };
  }
  const raw = readFileSync(path);
  const input = path.endsWith(".gz") ? gunzipSync(raw) : raw;
  const values = rounds(7, () => {
    const { stderr } = execaSync(program, ["--time"], { input });
    const { syncs, seconds }: { readonly syncs: number; readonly seconds: number } = JSON.parse(stderr);
    return syncs / seconds;
  });
  const real: Figure = { what: "the real controller on the same cases", unit: "/s", values };
  const ratio = median(ours.values) / median(values);
  const ratioFigure = { what: "ours by the real controller", unit: "×", values: [ratio], aim: { atLeast: ratioMin } };
  return { kind: "measured", figures: [real, ratioFigure] };
}
