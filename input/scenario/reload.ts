import type { Action } from "../../sim/scenario.ts";
import { asNode, record, required } from "../fields/read.ts";
import { InputError, type Problem } from "../input-error.ts";
import type { Node } from "../node.ts";
import { type PrometheusPlace, prometheusConfig } from "./prometheus.ts";

type Reload = Extract<Action, { readonly kind: "reload" }>["prometheus"];

const fields = record({ prometheus: required(asNode) });

/** `reload:` of an action. A file that Prometheus would not take is no error of the scenario. */
export function reload(node: Node, place: PrometheusPlace): Reload {
  const { prometheus } = fields(node);
  // A file that is not there is a mistake of the scenario's.
  place.files.read(prometheus);
  try {
    return { kind: "config", ...prometheusConfig(prometheus, place) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kind: "bad", because: error.problems.map(logged).join("; ") };
  }
}

/** `prometheus.yml:3:5: field x not found in type config.plain`, the file by its name: no other folder makes another run. */
function logged({ file, line, column, message }: Problem): string {
  const place = [file?.slice(file.lastIndexOf("/") + 1), line, column].filter((part) => part !== undefined);
  return place.length === 0 ? message : `${place.join(":")}: ${message}`;
}
