import type { ApiReply } from "../api.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Fault, FaultKind, FaultPlace } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import { plus, type SimTime } from "../units.ts";

/** What is wrong at a place just now; undefined when nothing is. Of several faults the one that began last counts. */
export type FaultsNow = (place: FaultPlace) => FaultKind | undefined;

export type FaultsSettings = {
  readonly kernel: Kernel;
  readonly zero: SimTime;
  readonly faults: readonly Fault[];
  readonly emit: (body: FactBody) => void;
};

/** Lets faults begin and end at their times. */
export function startFaults({ kernel, zero, faults, emit }: FaultsSettings): FaultsNow {
  let current: readonly Fault[] = [];
  for (const fault of faults) {
    kernel.at(plus(zero, fault.from), () => {
      current = [...current, fault];
      emit({ kind: "fault", name: fault.name, edge: "start" });
    });
    if (fault.until === Number.POSITIVE_INFINITY) continue;
    kernel.at(plus(zero, fault.until), () => {
      current = current.filter((each) => each !== fault);
      emit({ kind: "fault", name: fault.name, edge: "end" });
    });
  }
  return (place) => current.findLast(({ where }) => isSamePlace(where, place))?.what;
}

function isSamePlace(a: FaultPlace, b: FaultPlace): boolean {
  if (a.kind === "workload" && b.kind === "workload") {
    return a.workload.namespace === b.workload.namespace && a.workload.name === b.workload.name;
  }
  if (a.kind === "source" && b.kind === "source") return a.name === b.name;
  return a.kind === b.kind;
}

/** Lets a server behind the API server's proxy answer, or says that it cannot be reached. */
export type Reach = (answer: () => void, unreachable: () => void) => void;

/** The proxy gives up on a server that is not there, that it does not trust, or that answers wrongly. */
export const reachThroughProxy =
  (kernel: Pick<Kernel, "after">, faults: FaultsNow, place: FaultPlace): Reach =>
  (answer, unreachable) => {
    const fault = faults(place);
    if (fault === undefined) answer();
    else if (fault.kind === "slow") kernel.after(fault.delay, answer);
    else unreachable();
  };

/** What a server with a fault answers instead; undefined where it is only slow, or not there at all. */
export function wrongAnswer(fault: FaultKind | undefined): ApiReply | undefined {
  if (fault?.kind === "status") return whole(fault.status, "");
  return fault?.kind === "body" ? whole(200, fault.body) : undefined;
}

/** What a Go client says of a certificate that it does not trust; undefined when nothing is wrong with it. Source: go1.26 crypto/x509 */
export function distrust(fault: FaultKind | undefined, host: string): string | undefined {
  if (fault?.kind !== "certificate") return undefined;
  const reasons = {
    "unknown-authority": "x509: certificate signed by unknown authority",
    "no-roots": "x509: failed to load system roots and no roots provided",
    "wrong-name": `x509: certificate is valid for localhost, not ${host}`,
  } as const;
  return `tls: failed to verify certificate: ${reasons[fault.fault]}`;
}

const whole = (status: number, body: string): ApiReply => ({
  ...{ kind: "whole", status, body },
  headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
});
