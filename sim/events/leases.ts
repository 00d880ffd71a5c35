import { type Duration, microseconds, minutes, plus, type SimTime, seconds, toSeconds } from "../units.ts";

/** The instant at which something written now goes, unless it is written again. Instants do not run backwards. */
export type Leases = (at: SimTime) => SimTime;

/** A lease is used again for so long, or for a twentieth of the time to live if that is less. */
const reuseMax = minutes(1);
/** A lease takes so many writes. */
const writesMax = 1000;

/**
 * The leases of etcd that let events expire: several writes share one, so an event lives up to a minute longer than `ttl`.
 *
 * Source: apiserver v0.36.3 pkg/storage/etcd3/lease_manager.go GetLease.
 */
export function createLeases(ttl: Duration): Leases {
  const reuse = microseconds(Math.min(reuseMax, seconds(Math.trunc(toSeconds(ttl) * 0.05))));
  let expiresAt: SimTime | undefined;
  let writes = 0;
  return (at) => {
    writes++;
    const isValid = expiresAt !== undefined && plus(at, ttl) < expiresAt;
    if (expiresAt === undefined || !isValid || writes > writesMax) {
      expiresAt = plus(plus(at, ttl), reuse);
      writes = 1;
    }
    return expiresAt;
  };
}
