/** A version of Prometheus. */
export type PrometheusVersion = {
  readonly text: string;
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** Before the release of these numbers, as `3.0.0-rc.0`. */
  readonly isPrerelease: boolean;
};

/** What the operator runs when nobody says which. Source: prometheus-operator v0.94.1 pkg/operator/defaults.go */
export const defaultPrometheusVersion = "v3.14.0";

/** Reads `v2.45`, or nothing for what is no version. Source: github.com/blang/semver/v4 ParseTolerant */
export function parseVersion(text: string): PrometheusVersion | undefined {
  const found = /^\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\s*$/.exec(text);
  if (found === null) return undefined;
  const [, major = "", minor = "0", patch = "0", prerelease] = found;
  return { text, numbers: [Number(major), Number(minor), Number(patch)], isPrerelease: prerelease !== undefined };
}

/** Whether a version is `major.minor.patch` or came after it; a candidate for a release came before it. */
export function isSince(version: PrometheusVersion, wanted: string): boolean {
  const wantedNumbers = wanted.split(".").map(Number);
  for (const [index, number] of version.numbers.entries()) {
    const other = wantedNumbers[index] ?? 0;
    if (number !== other) return number > other;
  }
  return !version.isPrerelease;
}
