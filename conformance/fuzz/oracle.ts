import { execa } from "execa";
import type { VectorCase, VectorResult } from "../vectors/case.ts";

/** What one side says to a case: a result, or why it cannot be played. */
export type Answer =
  | { readonly ok: true; readonly result: VectorResult }
  | { readonly ok: false; readonly error: string };

/** The real controller of one release, answering case by case. */
export type Oracle = {
  readonly ask: (vector: VectorCase) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** The oracle ended while cases were open; the message holds the end of what it said. */
export class OracleError extends Error {
  override readonly name = "OracleError";
}

/** Up to 1.30 each case leaves a goroutine behind. */
const casesPerProcessMax = 10_000;
const toldCharactersMax = 2_000;

/** An oracle over a program that `buildOracle` built. Cases asked at once are answered in their order. */
export function openOracle(program: string): Oracle {
  let stream = openStream(program);
  return {
    ask: async (vector) => {
      if (stream.asked() >= casesPerProcessMax) {
        const full = stream;
        stream = openStream(program);
        void full.close();
      }
      return stream.ask(vector);
    },
    close: () => stream.close(),
  };
}

type Waiting = { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void };

type Stream = Oracle & { readonly asked: () => number };

const start = (program: string) => execa(program, [], { buffer: false, reject: false, stdin: "pipe" });

function openStream(program: string): Stream {
  const subprocess = start(program);
  const waiting: Waiting[] = [];
  let asked = 0;
  let told = "";
  subprocess.stderr.setEncoding("utf8").on("data", (text: string) => {
    told = (told + text).slice(-toldCharactersMax);
  });
  // What it cannot be told any more is known by its end.
  subprocess.stdin.on("error", () => {});
  const ended = answerAll(subprocess, waiting).then(() => {
    for (const { reject } of waiting.splice(0)) reject(new OracleError(`the oracle ended: ${told.trim()}`));
  });
  return {
    asked: () => asked,
    ask: async (vector) => {
      asked++;
      const line = new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
      subprocess.stdin.write(`${JSON.stringify(vector)}\n`);
      const answer: VectorResult & { readonly error?: string } = JSON.parse(await line);
      return answer.error === undefined ? { ok: true, result: answer } : { ok: false, error: answer.error };
    },
    close: async () => {
      subprocess.stdin.end();
      await ended;
    },
  };
}

async function answerAll(subprocess: ReturnType<typeof start>, waiting: Waiting[]): Promise<void> {
  for await (const line of subprocess.iterable()) waiting.shift()?.resolve(String(line));
  await subprocess;
}
