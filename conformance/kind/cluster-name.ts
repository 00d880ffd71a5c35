import { randomBytes } from "node:crypto";
import { InputError } from "../../input/input-error.ts";

/** What the name of each cluster that a run makes begins with. */
export const clusterNamePrefix = "kubewind-";

/** Source: kind v0.33.0 pkg/cluster/internal/create/create.go: a longer one makes a host name that is too long. */
const nameLengthMax = 50;

/** The name of a run's cluster; the run has a random id when it is given none. */
export function clusterName(runId: string = randomBytes(3).toString("hex")): string {
  const name = `${clusterNamePrefix}${runId}`;
  // Source: kind v0.33.0 pkg/internal/apis/config/validate.go validNameRE; host names neither begin nor end with "." or "-".
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(runId) && name.length <= nameLengthMax) return name;
  const message = `"${runId}" cannot be part of a cluster's name`;
  const hint = `Up to ${nameLengthMax - clusterNamePrefix.length} of a-z, 0-9, "-" and "." can, with a letter or a digit at each end.`;
  throw new InputError([{ message, hint }]);
}
