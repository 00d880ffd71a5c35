import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { execaSync } from "execa";
import { type Figure, rounds } from "./figure.ts";
import { createSyncsAlone } from "./vectors.ts";

/** What a comparison with the real controller came to, or why there is none. */
export type UpstreamFigures =
  | { readonly kind: "measured"; readonly figures: readonly Figure[] }
  | { readonly kind: "skipped"; readonly because: string };

/** Where `npm run upstream` builds the real controller of 1.36. */
const program = fileURLToPath(new URL("../conformance/upstream/.build/1.36.3/oracle", import.meta.url));

const ratioMin = 20;

/**
 * Syncs a second of the real controller and of ours over the same cases, round by round in turn, and how many times as fast
 * ours is.
 *
 * Both are timed around the syncs alone, without reading cases, making their worlds or printing. A build is used, never made.
 */
export function benchUpstream(path: string): UpstreamFigures {
  if (!existsSync(program)) {
    return { kind: "skipped", because: "the real controller is not built: npm run upstream -- --kubernetes 1.36 …" };
  }
  const raw = readFileSync(path);
  const input = path.endsWith(".gz") ? gunzipSync(raw) : raw;
  const ours = createSyncsAlone(path);
  const measured = rounds(7, () => {
    const { stderr } = execaSync(program, ["--time"], { input });
    const { syncs, seconds }: { readonly syncs: number; readonly seconds: number } = JSON.parse(stderr);
    return { real: syncs / seconds, own: ours() };
  });
  const figures: readonly Figure[] = [
    { what: "the same, syncs alone", unit: "/s", values: measured.map(({ own }) => own) },
    { what: "the same, the real controller's", unit: "/s", values: measured.map(({ real }) => real) },
    {
      what: "ours by the real one's",
      unit: "×",
      values: measured.map(({ own, real }) => own / real),
      aim: { atLeast: ratioMin },
    },
  ];
  return { kind: "measured", figures };
}
