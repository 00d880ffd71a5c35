import type { Fault } from "./prometheus-proxy.ts";

/** A request to an adapter. */
export interface Call {
  readonly method: string;
  /** With its query, encoded. */
  readonly path: string;
  /** The Accept header; absent for none. */
  readonly accept?: string;
  /** What Prometheus does meanwhile; absent where it is well. */
  readonly fault?: Fault;
}

/** An answer as far as it is compared. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
