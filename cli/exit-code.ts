/** What the process says with its exit code. */
export const exitCode = {
  /** Every expectation is met, and every golden trace is as it was. */
  met: 0,
  /** An expectation is not met, or a golden trace differs. */
  notMet: 1,
  /** What the user gave cannot be used. */
  badInput: 2,
  /** A bug of kubewind. */
  bug: 3,
  /** Ended by SIGHUP, as shells have it: 128 and the signal's number. */
  hungUp: 129,
  /** Interrupted by Ctrl-C. */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;
