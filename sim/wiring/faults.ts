import type { ApiReply } from "../api.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Fault, FaultKind, FaultPlace } from "../scenario.ts";
import type { FactBody } from "../trace/fact.ts";
import { plus, type SimTime, seconds } from "../units.ts";

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

/**
 * Lets a server behind the API server's proxy answer. `fail` gets the beginning of the text that a client prints when it cannot be
 * reached, or takes too long: nothing that the server answers after that is heard.
 */
export type Reach = <Reply>(
  ask: (done: (reply: Reply) => void) => void,
  done: (reply: Reply) => void,
  fail: (because: string) => void,
) => void;

/** Source: kubernetes v1.36.3 kube-aggregator pkg/controllers/status/remote/remote_available_controller.go, one try of its check */
const availableWithin = seconds(5);

/** `--request-timeout` of the API server. Source: apiserver v0.36.3 pkg/server/config.go */
const requestTimeout = seconds(60);

/** Source: client-go v0.36.3 rest; apimachinery v0.36.3 pkg/api/errors NewGenericServerResponse */
export const unavailable = "the server is currently unable to handle the request";
const timedOut =
  "the server was unable to return a response in the time allotted, but may still be processing the request";

/**
 * The proxy asks no server that its own checks found missing, untrusted, wrong or slower than five seconds: those are made all the
 * time, and here without delay. A request ends after a minute, whoever takes so long.
 */
export const reachThroughProxy =
  (kernel: Pick<Kernel, "after" | "cancel">, faults: FaultsNow, place: FaultPlace): Reach =>
  (ask, done, fail) => {
    const fault = faults(place);
    if (fault !== undefined && (fault.kind !== "slow" || fault.delay > availableWithin)) {
      fail(unavailable);
      return;
    }
    let isOver = false;
    const end = (finish: () => void): void => {
      if (isOver) return;
      isOver = true;
      kernel.cancel(timer);
      finish();
    };
    const timer = kernel.after(requestTimeout, () => end(() => fail(timedOut)));
    const start = (): void => ask((reply) => end(() => done(reply)));
    if (fault === undefined) start();
    else kernel.after(fault.delay, start);
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
