import type { Prometheus } from "./objects/object.ts";

/** The text with what is known, or the name that nobody knows. */
export type Substituted =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unset"; readonly name: string };

/**
 * `$(NAME)` replaced in a text, as the config reloader does beside each Prometheus.
 *
 * Source: thanos v0.42.4 pkg/reloader (expandEnv)
 */
export function substituteEnvironment(text: string, environment: ReadonlyMap<string, string>): Substituted {
  const unset = [...text.matchAll(reference)].find(([, name = ""]) => !environment.has(name));
  if (unset !== undefined) return { kind: "unset", name: unset[1] ?? "" };
  return { kind: "text", text: text.replace(reference, (_, name: string) => environment.get(name) ?? "") };
}

const reference = /\$\(([a-zA-Z_0-9]+)\)/g;

/** One of the pods of a Prometheus; both count from 0. */
export type PrometheusPod = { readonly shard: number; readonly replica: number };

/** What the pod of a Prometheus is called; the first shard's have no number of their shard. */
export const podName = ({ meta }: Prometheus, { shard, replica }: PrometheusPod): string =>
  `prometheus-${meta.name}${shard === 0 ? "" : `-shard-${shard}`}-${replica}`;

/** What the config reloader of a pod knows. */
export const podEnvironment = (prometheus: Prometheus, pod: PrometheusPod): ReadonlyMap<string, string> =>
  new Map([
    ["POD_NAME", podName(prometheus, pod)],
    ["SHARD", String(pod.shard)],
  ]);
