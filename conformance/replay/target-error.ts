import { K6Error } from "../k6/run-k6.ts";
import { KindError } from "../kind/call-kind.ts";
import { BuildError, GoMissingError } from "../upstream/build.ts";
import { ApiStatusError } from "./cluster-client.ts";
import { KubectlError } from "./node-kubectl.ts";

const kinds = [GoMissingError, BuildError, KindError, KubectlError, K6Error, ApiStatusError] as const;

/** Whether something outside of kubewind failed, and the message says all there is to know. */
export const isTargetError = (error: unknown): error is Error => kinds.some((kind) => error instanceof kind);
