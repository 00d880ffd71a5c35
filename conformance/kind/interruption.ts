import { constants } from "node:os";

const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A signal that asks a program to end. */
export type EndingSignal = (typeof endingSignals)[number];

/** The run was interrupted, and all that was to be cleaned up is. The program should end with the exit code. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
  readonly signal: EndingSignal;
  /** As shells have it: 128 and the signal's number. */
  readonly exitCode: number;

  constructor(signal: EndingSignal) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
    this.exitCode = exitCodeOf(signal);
  }
}

const exitCodeOf = (signal: EndingSignal): number => 128 + constants.signals[signal];

/** npm and npx pass Ctrl-C on to a program that has had it from the terminal already. */
const sameKeyPressMs = 500;

/** What hears of an end before its time. */
export type Listener = {
  /** Hears the first signal. */
  readonly onFirst: (signal: EndingSignal) => void;
  /** Hears the second, just before the process ends. */
  readonly onSecond: (signal: EndingSignal) => void;
};

/** A watch for signals and for exceptions that nobody has caught. */
export type Interruption = {
  /** Aborted by the first of them; its reason is an InterruptedError, or what was thrown. */
  readonly signal: AbortSignal;
  readonly stopWatching: () => void;
};

/** Keeps the process from ending by a first signal or by what nobody caught. A second signal ends it at once. */
export function watchForInterruption({ onFirst, onSecond }: Listener): Interruption {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (signal: EndingSignal): void => {
    const now = Date.now();
    if (firstAt === undefined) {
      firstAt = now;
      controller.abort(new InterruptedError(signal));
      onFirst(signal);
    } else if (now - firstAt >= sameKeyPressMs) {
      onSecond(signal);
      process.exit(exitCodeOf(signal));
    }
  };
  const onUncaught = (error: unknown): void => controller.abort(error);
  for (const signal of endingSignals) process.on(signal, onSignal);
  process.on("uncaughtException", onUncaught);
  return {
    signal: controller.signal,
    stopWatching: () => {
      for (const signal of endingSignals) process.off(signal, onSignal);
      process.off("uncaughtException", onUncaught);
    },
  };
}
