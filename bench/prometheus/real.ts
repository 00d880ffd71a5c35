import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { buildGoProgram } from "../../conformance/promql-oracle/build.ts";
import { BuildError, GoMissingError } from "../../conformance/upstream/build.ts";

/** What the real engine and head are asked. */
export type RealRequest = { readonly load: object } | { readonly query: object } | { readonly ingest: object };

/** How long it took, and what came of it: the sum over all values of a query's answer, or samples taken. */
export interface RealResponse {
  readonly seconds: number;
  readonly total: number;
  readonly bytesPerSeries: number;
}

/** The real engine and the real head, in a process of their own. */
export interface RealPrometheus {
  readonly ask: (request: RealRequest) => Promise<RealResponse>;
  readonly close: () => Promise<void>;
}

export type OpenedReal =
  | { readonly kind: "open"; readonly real: RealPrometheus }
  | { readonly kind: "missing"; readonly because: string };

/** Builds the program in `real/` and starts it; says why where that cannot be. */
export async function openReal(): Promise<OpenedReal> {
  try {
    const [source, folder] = ["real/", ".build/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
    const program = await buildGoProgram({ source: source!, folder: folder!, name: "real" }, (line) =>
      console.error(line),
    );
    return { kind: "open", real: startReal(program) };
  } catch (error) {
    if (!(error instanceof GoMissingError || error instanceof BuildError)) throw error;
    return { kind: "missing", because: error.message };
  }
}

function startReal(program: string): RealPrometheus {
  const subprocess = execa(program, [], { buffer: false, reject: false, stdin: "pipe", stderr: "inherit" });
  const lines = subprocess.iterable();
  return {
    ask: async (request) => {
      subprocess.stdin.write(`${JSON.stringify(request)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`${program} ended`);
      return JSON.parse(String(line.value));
    },
    close: async () => {
      subprocess.stdin.end();
      await subprocess;
    },
  };
}
