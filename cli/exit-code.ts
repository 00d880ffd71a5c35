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
  /** Interrupted by Ctrl-C, as shells have it. */
  interrupted: 130,
} as const;
