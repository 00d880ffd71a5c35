import type { TargetName } from "./checks/expectation.ts";
import type { Duration } from "./units.ts";

/** Something that goes wrong for a time. */
export type Fault = {
  readonly name: string;
  readonly from: Duration;
  /** Infinity when it is never mended. */
  readonly until: Duration;
  readonly where: FaultPlace;
  readonly what: FaultKind;
};

export type FaultPlace =
  | { readonly kind: "prometheus" }
  | { readonly kind: "prometheus-adapter" }
  /** The server of KEDA's external metrics; its operator goes on. */
  | { readonly kind: "keda" }
  /** What the pods of a workload tell of themselves. */
  | { readonly kind: "workload"; readonly workload: TargetName }
  | { readonly kind: "source"; readonly name: string };

export type FaultKind =
  /** Its process does not run: connections are refused, and it does nothing of its own accord. */
  | { readonly kind: "down" }
  /** Every answer takes so long. */
  | { readonly kind: "slow"; readonly delay: Duration }
  /** Every request is answered with this HTTP status. */
  | { readonly kind: "status"; readonly status: number }
  /** Every request is answered with this text, and status 200. */
  | { readonly kind: "body"; readonly body: string }
  /** Clients do not trust its certificate, and say why. */
  | { readonly kind: "certificate"; readonly fault: CertificateFault };

/** What Go's crypto/x509 finds wrong with a certificate. */
type CertificateFault = "unknown-authority" | "no-roots" | "wrong-name";
