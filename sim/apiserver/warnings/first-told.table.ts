/** Warnings by a part of their text, and the minor that told them first. */
export type FirstTold = readonly [text: RegExp, since: number];

/** Warnings about an object came with 1.22; those that are not here are as old. Source: kubernetes v1.22.17 to v1.36.3 pkg/api */
export const firstTold: readonly FirstTold[] = [
  [/this is used in /, 27],
  [/deprecated in v1\.(22|25), non-functional/, 27],
  [/deprecated in v1\.28, non-functional/, 28],
  [/a null labelSelector results in matching no pod/, 28],
  [/port definition with|dangerously ambiguous|hostIP set without hostPort/, 28],
  [/which may be dropped when using apply/, 30],
  [/deprecated since v1\.(9|22)/, 31],
  [/duplicate port name|services and probes that select ports by name/, 33],
  [/^v1 Endpoints is deprecated/, 33],
  [/disabled by default in v1\.33/, 33],
  [/is ignored for headless services/, 34],
  [/spec\.externalIPs is deprecated/, 36],
];
