/** One line that the adapter logs, without klog's header of time, process and source. */
export type LogLine = { readonly severity: "error" | "info"; readonly text: string };

export const errorLine = (text: string): LogLine => ({ severity: "error", text });
