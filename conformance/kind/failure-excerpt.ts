const linesMax = 12;
const columnsMax = 240;

/** A function and its place, as Go prints them one below the other when something fails. */
const stackFrame = /^\S+\n\t\S+\.(go|s):\d+\n?/gm;

/** What components say while they are at work; kubeadm repeats it for minutes. Source: k8s.io/klog/v2 header format. */
const logLine = /^[IW]\d{4} \d\d:\d\d:\d\d\.\d+ .*\n?/gm;

/** What kind itself says is wrong, which may stand far above the end. */
const kindsError = /^ERROR: .*/m;

/**
 * What matters of what kind has said before it failed, indented to stand below a sentence; empty when it said nothing.
 *
 * That is the end of it, without Go's stack frames and what was only logged, and what kind calls the error.
 */
export function failureExcerpt(stderr: string): string {
  const lines = stderr.replaceAll(stackFrame, "").replaceAll(logLine, "").split(/\r?\n/).filter(isNotBlank);
  const last = lines.slice(-linesMax);
  const [error] = kindsError.exec(stderr) ?? [];
  const kept = error === undefined || last.includes(error) ? last : [error, "…", ...last];
  return kept.map((line) => `  ${line.length > columnsMax ? `${line.slice(0, columnsMax)}…` : line}`).join("\n");
}

const isNotBlank = (line: string): boolean => line.trim() !== "";
