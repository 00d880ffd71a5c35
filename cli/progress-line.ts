/** One line on the terminal that tells how far things are. */
export type ProgressLine = {
  readonly show: (done: number, total: number) => void;
  readonly clear: () => void;
};

/** What is over within this time needs no progress. */
const patienceMs = 400;
const barWidth = 24;

/** A progress line on standard error; silent where that is no terminal, or where nobody wants it. */
export function createProgressLine(isWanted: boolean): ProgressLine {
  const { stderr } = process;
  if (!isWanted || !stderr.isTTY) return { show: () => {}, clear: () => {} };
  const began = performance.now();
  let isShown = false;
  return {
    show: (done, total) => {
      if (performance.now() - began < patienceMs) return;
      const share = Math.min(1, done / total);
      const full = Math.round(share * barWidth);
      const count = total === 1 ? "" : `  ${Math.floor(done)} of ${total} scenarios`;
      const bar = "█".repeat(full) + "░".repeat(barWidth - full);
      stderr.write(`\r${bar} ${String(Math.round(share * 100)).padStart(3)}%${count}`);
      isShown = true;
    },
    clear: () => {
      if (isShown) stderr.write("\r\u001b[2K");
    },
  };
}
