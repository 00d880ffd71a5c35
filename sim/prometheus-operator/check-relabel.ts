import { goQuote } from "../kubernetes/go-text.ts";
import { isLabelName, type NameValidation } from "../prometheus/relabel/relabel-config.ts";
import { compileRegex } from "../regex.ts";
import type { Fault } from "./check-connection.ts";
import type { RelabelConfig } from "./objects/relabel.ts";
import { isSince, type PrometheusVersion } from "./version.ts";

/** What is wrong with the first bad rule of a list, in the operator's words. */
export function relabelFault(given: readonly RelabelConfig[] | undefined, version: PrometheusVersion): Fault {
  for (const [index, config] of (given ?? []).entries()) {
    const fault = faultOf(config, version);
    if (fault !== undefined) return `[${index}]: ${fault}`;
  }
  return undefined;
}

const withTarget: ReadonlySet<string> = new Set([
  "replace",
  "hashmod",
  "lowercase",
  "uppercase",
  "keepequal",
  "dropequal",
]);
const ofCase: ReadonlySet<string> = new Set(["lowercase", "uppercase"]);
const ofEquality: ReadonlySet<string> = new Set(["keepequal", "dropequal"]);
const ofLabels: ReadonlySet<string> = new Set(["labeldrop", "labelkeep"]);

/** Source: prometheus-operator v0.94.1 pkg/prometheus/validation/validator.go (ValidateRelabelConfig) */
function faultOf(config: RelabelConfig, version: PrometheusVersion): Fault {
  const { action: given = "", targetLabel = "", regex = "", modulus = 0, replacement } = config;
  const shown = given === "" ? "replace" : given;
  const action = shown.toLowerCase();
  if (ofCase.has(action) && !isSince(version, "2.36.0")) {
    return `${shown} relabel action is only supported from Prometheus version 2.36.0`;
  }
  if (ofEquality.has(action) && !isSince(version, "2.41.0")) {
    return `${shown} relabel action is only supported from Prometheus version 2.41.0`;
  }
  const compiled = compileRegex(`^(?s:${regex})$`);
  if (compiled.kind === "invalid") {
    return `invalid regex ${regex} for relabel configuration: ${compiled.because}`;
  }
  if (modulus === 0 && action === "hashmod") return "relabel configuration for hashmod requires non-zero modulus";
  if (withTarget.has(action) && targetLabel === "") {
    return `relabel configuration for ${shown} action needs targetLabel value`;
  }
  const names: NameValidation = isSince(version, "3.0.0") ? "utf8" : "legacy";
  if (withTarget.has(action) && !isLabelName(targetLabel, names)) {
    return `${goQuote(targetLabel)} is invalid 'target_label' for ${shown} action`;
  }
  if ((ofCase.has(action) || ofEquality.has(action)) && replacement !== undefined && replacement !== "$1") {
    return `'replacement' can not be set for ${shown} action`;
  }
  if (action === "labelmap" && replacement !== undefined && !isTemplate(replacement, names)) {
    return `${goQuote(replacement)} is invalid 'replacement' for ${shown} action`;
  }
  return extraFieldsFault(config, { action, shown });
}

const legacyTemplate = /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$/;

const isTemplate = (text: string, names: NameValidation): boolean =>
  names === "legacy" ? legacyTemplate.test(text) : isLabelName(text, names);

/** Some actions take few fields; others may have their default value only. */
function extraFieldsFault(config: RelabelConfig, named: { readonly action: string; readonly shown: string }): Fault {
  const { sourceLabels = [], separator, targetLabel = "", regex = "", modulus = 0, replacement } = config;
  const { action, shown } = named;
  const isChanged = modulus !== 0 || (separator ?? ";") !== ";" || (replacement ?? "$1") !== "$1";
  if (ofEquality.has(action) && (isChanged || (regex !== "" && regex !== "(.*)"))) {
    return `${shown} action requires only 'source_labels' and \`target_label\`, and no other fields`;
  }
  if (ofLabels.has(action) && (isChanged || sourceLabels.length > 0 || targetLabel !== "")) {
    return `${shown} action requires only 'regex', and no other fields`;
  }
  return undefined;
}
