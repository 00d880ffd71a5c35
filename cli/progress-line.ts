/** One line on the terminal that tells how far things are. */
export type ProgressLine = {
  /** Hears how far each scenario is, from 0 to 1. */
  readonly show: (shares: readonly number[]) => void;
  readonly clear: () => void;
};

/** What is over within this time needs no progress. */
const patienceMs = 400;
const drawnEveryMs = 50;
const barWidth = 16;

/** A progress line on standard error; silent where that is no terminal that can take a line back, or where nobody wants it. */
export function createProgressLine(isWanted: boolean): ProgressLine {
  const { stderr } = process;
  if (!isWanted || !stderr.isTTY || process.env.TERM === "dumb") return { show: () => {}, clear: () => {} };
  let drawnAt = performance.now() + patienceMs - drawnEveryMs;
  let isShown = false;
  return {
    show: (shares) => {
      if (performance.now() - drawnAt < drawnEveryMs) return;
      drawnAt = performance.now();
      // A terminal that is too narrow would put the rest on a line of its own, which nothing takes back.
      stderr.write(`\r${progressText(shares).slice(0, Math.max(0, (stderr.columns || 80) - 1))}`);
      isShown = true;
    },
    clear: () => {
      if (isShown) stderr.write("\r\u001b[2K");
      isShown = false;
    },
  };
}

function progressText(shares: readonly number[]): string {
  const share = shares.reduce((sum, each) => sum + each, 0) / shares.length;
  const full = Math.round(share * barWidth);
  const bar = "█".repeat(full) + "░".repeat(barWidth - full);
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`;
  if (shares.length === 1) return `${percent} ${bar}`;
  return `${percent} ${bar} ${shares.filter((each) => each === 1).length} of ${shares.length} scenarios`;
}
