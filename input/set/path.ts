/** One step of a path into a value: a key of a mapping, or a place in a list counted from 0. */
export type Step = string | number;

/**
 * Reads a path such as `spec.metrics[0].resource`, `expect.0` or `metadata.labels[app.kubernetes.io/name]`.
 *
 * What stands in brackets is a number or a key; a step of digits alone is a number. `undefined` for a path with a gap.
 */
export function parsePath(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = text;
  while (rest !== "") {
    const match = /^(?:\[([^\]]+)\]|([^.[\]]+))(\.(?=[^.[\]])|(?=\[)|$)/.exec(rest);
    if (!match) return undefined;
    const step = match[1] ?? match[2] ?? "";
    steps.push(/^[0-9]{1,6}$/.test(step) ? Number(step) : step.replace(/^"(.*)"$/, "$1"));
    rest = rest.slice(match[0].length);
  }
  return steps.length === 0 ? undefined : steps;
}
