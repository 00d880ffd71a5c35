import { execa } from "execa";

export type FileRequest = {
  readonly program: string;
  readonly words: readonly string[];
  /** One case a line. */
  readonly cases: string;
  /** Their names, line by line. */
  readonly names: readonly string[];
  /** The file to write: one result a line. */
  readonly results: string;
};

/** How many cases were answered, or why not all were. */
export type Outcome = { readonly ok: true; readonly count: number } | { readonly ok: false; readonly message: string };

const progressEveryMs = 200;
const toldLinesMax = 12;

/** Runs the oracle over the cases and writes the results as they come; on a terminal it shows how many there are. */
export async function answerFile({ program, words, cases, names, results }: FileRequest): Promise<Outcome> {
  const refused: string[] = [];
  const progress = createProgress(names.length);
  let answered = 0;
  const watch = function* (line: unknown): Generator<string> {
    const text = String(line);
    if (text.startsWith(`{"name":${JSON.stringify(names[answered])},"error":`)) refused.push(text);
    answered++;
    progress.show(answered);
    yield text;
  };
  const { failed, stderr, shortMessage } = await execa(program, words, {
    input: cases,
    stdout: [watch, { file: results }],
    buffer: { stdout: false },
    reject: false,
  });
  progress.clear();
  if (failed || answered < names.length) {
    const why = (stderr || shortMessage || "it ended").split("\n").slice(0, toldLinesMax).join("\n");
    return { ok: false, message: `${answered} of ${names.length} cases answered, then at ${names[answered]}:\n${why}` };
  }
  if (stderr !== "") console.error(stderr);
  if (refused.length > 0) return { ok: false, message: `${refused.length} cases could not be played: ${refused[0]}` };
  return { ok: true, count: answered };
}

function createProgress(total: number): { readonly show: (count: number) => void; readonly clear: () => void } {
  let shownAt = performance.now();
  let isShown = false;
  return {
    show: (count) => {
      if (!process.stderr.isTTY || performance.now() - shownAt < progressEveryMs) return;
      shownAt = performance.now();
      isShown = true;
      process.stderr.write(`\r${count} of ${total} cases`);
    },
    clear: () => {
      if (isShown) process.stderr.write("\r\u001b[2K");
    },
  };
}
