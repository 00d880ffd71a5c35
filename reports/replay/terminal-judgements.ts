import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import { printable } from "../printable.ts";
import type { Style } from "../style.ts";
import type { Terminal } from "../terminal.ts";
import { wrap } from "../text-width.ts";
import { type JudgedTwice, judgedTwice, unwatched } from "./expectations.ts";

/** What the scenario expects, and what each of the two runs made of it. */
export function expectationLines(replay: JudgedReplay, terminal: Terminal): readonly string[] {
  const judged = judgedTwice(replay);
  if (judged.length === 0) return [];
  return [terminal.style("dim", "Expected of both"), ...judged.flatMap((each) => expectationBlock(each, terminal))];
}

function expectationBlock({ expectation, real, simulated }: JudgedTwice, terminal: Terminal): readonly string[] {
  const { width, style } = terminal;
  const sides =
    real !== undefined && real.isMet === simulated.isMet && real.because === simulated.because
      ? ([["both", real]] as const)
      : ([
          ["real", real],
          ["simulated", simulated],
        ] as const);
  return [
    ...wrap(printable(expectation.text), width - 2).map((line) => `  ${line}`),
    ...sides.flatMap(([whose, verdict]) =>
      judgement({ mark: markOf(verdict?.isMet, style), whose, because: verdict?.because ?? unwatched }, width),
    ),
  ];
}

type Judgement = { readonly mark: string; readonly whose: string; readonly because: string };

const whoseWidth = 11;

function judgement({ mark, whose, because }: Judgement, width: number): readonly string[] {
  const [first = "", ...rest] = wrap(printable(because), width - whoseWidth - 6);
  const indent = " ".repeat(whoseWidth + 6);
  return [`    ${mark} ${whose.padEnd(whoseWidth)}${first}`, ...rest.map((line) => indent + line)];
}

function markOf(isMet: boolean | undefined, style: Style): string {
  if (isMet === undefined) return style("dim", "·");
  return isMet ? style("green", "✓") : style("red", "✗");
}

/** What the run says of itself: whether it can be believed. */
export function selfCheckLines({ recorded }: JudgedReplay, { width, style }: Terminal): readonly string[] {
  const { selfChecks } = recorded;
  if (selfChecks.length === 0) return [];
  return [
    style("dim", "Checks of the run itself"),
    ...selfChecks.flatMap(({ name, isMet, because }) => {
      const [first = "", ...rest] = wrap(printable(name), width - 2);
      return [
        `${markOf(isMet, style)} ${first}`,
        ...rest.map((line) => `  ${line}`),
        ...wrap(printable(because), width - 4).map((line) => `    ${line}`),
      ];
    }),
  ];
}
