import { execa } from "execa";
import type { EngineAnswer, ParsedAnswer, World } from "./question.ts";

/** The real engine, answering one request after the other. */
export interface PromqlOracle {
  answer(world: World): Promise<readonly EngineAnswer[]>;
  parse(expressions: readonly string[]): Promise<readonly ParsedAnswer[]>;
  close(): Promise<void>;
}

/** The oracle ended, or could not use what it was given. */
export class PromqlOracleError extends Error {
  override readonly name = "PromqlOracleError";
}

interface Response {
  readonly parsed?: readonly ParsedAnswer[];
  readonly answers?: readonly EngineAnswer[];
  readonly error?: string;
}

/** An oracle over a program that `buildPromqlOracle` built. */
export function openPromqlOracle(program: string): PromqlOracle {
  const subprocess = execa(program, [], { buffer: false, reject: false, stdin: "pipe", stderr: "inherit" });
  const lines = subprocess.iterable();
  const ask = async (request: object): Promise<Response> => {
    subprocess.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await lines.next();
    if (line.done === true) throw new PromqlOracleError("the oracle ended");
    const response: Response = JSON.parse(String(line.value));
    if (response.error !== undefined) throw new PromqlOracleError(response.error);
    return response;
  };
  return {
    answer: async (world) => (await ask(world)).answers ?? [],
    parse: async (expressions) => (await ask({ parse: expressions })).parsed ?? [],
    close: async () => {
      subprocess.stdin.end();
      await subprocess;
    },
  };
}
