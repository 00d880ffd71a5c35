import { isRuleFile } from "../../input/monitoring/load-operated.ts";
import { readAdditionalConfigs } from "../../input/monitoring/read-additional-configs.ts";
import type { ParserOptions } from "../../sim/prometheus/promql/syntax/parsing.ts";
import type { Asset, AssetKey, Assets } from "../../sim/prometheus-operator/assets.ts";
import { noAdditionalConfigs } from "../../sim/prometheus-operator/config.ts";
import type { MonitoringObject } from "../../sim/prometheus-operator/objects/object.ts";
import { operate } from "../../sim/prometheus-operator/operate.ts";
import { admitCustomResource } from "../../sim/prometheus-operator/schema/admit.ts";
import { createMonitoringSchemas } from "../../sim/prometheus-operator/schema/schema.ts";
import type { Manifest, OperatorAnswer, OperatorCase } from "./operator-case.ts";

const schemas = createMonitoringSchemas();

/** What our operator makes of a case. */
export function answerCase(given: OperatorCase): OperatorAnswer {
  const prometheus = admitted(given.prometheus);
  if (prometheus.kind !== "Prometheus") throw new Error("the object of the case is a Prometheus");
  const objects = given.objects.map(admitted);
  const uids = new Map(objects.map((object, at) => [object, given.objects[at]?.metadata.uid ?? ""]));
  const operated = operate(prometheus, {
    objects,
    namespaces: given.namespaces.map(({ metadata }) => ({ name: metadata.name, labels: metadata.labels ?? {} })),
    assets: assetsOf(given),
    additional: {
      ...noAdditionalConfigs,
      scrapeConfigs: readAdditionalConfigs({ file: "additional", text: given.AdditionalScrapeConfigs }),
    },
    rules: { isValid: (text) => isRuleFile(text, standardSyntax), uidOf: (rule) => uids.get(rule) ?? "" },
  });
  if (operated.kind === "failed") return { error: operated.because, faults: {}, rules: {} };
  if (operated.kind === "unmanaged") return { error: "unmanaged", faults: {}, rules: {} };
  return {
    config: operated.text,
    faults: Object.fromEntries(
      operated.rejected
        .filter(({ object }) => object.kind !== "PrometheusRule")
        .map(({ object: { kind, meta }, because }) => [`${kind} ${meta.namespace}/${meta.name}`, because]),
    ),
    rules: Object.fromEntries(operated.ruleFiles.map(({ path, text }) => [path.split("/").at(-1) ?? "", text])),
  };
}

/** A case as an API server with the CRDs holds it: with defaults, and without what it would refuse. */
export function asStored(given: OperatorCase): OperatorCase | undefined {
  const stored = (manifest: Manifest): readonly Manifest[] => {
    const answer = admitCustomResource(JSON.parse(JSON.stringify(manifest)), { schemas, namespace: "default" });
    return answer.kind === "admitted" ? [{ ...manifest, spec: JSON.parse(JSON.stringify(answer.object.spec)) }] : [];
  };
  const [prometheus] = stored(given.prometheus);
  return prometheus && { ...given, prometheus, objects: given.objects.flatMap(stored) };
}

function admitted(manifest: Manifest): MonitoringObject {
  const answer = admitCustomResource(JSON.parse(JSON.stringify(manifest)), { schemas, namespace: "default" });
  if (answer.kind !== "admitted") throw new Error(JSON.stringify(answer));
  return answer.object;
}

const standardSyntax: ParserOptions = {
  ...{ experimentalFunctions: false, durationExpressions: false },
  ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
};

function assetsOf({ secrets, configMaps }: OperatorCase): Assets {
  const find =
    (manifests: readonly Manifest[], decode: (text: string) => string) =>
    (key: AssetKey): Asset => {
      const found = manifests.find(
        ({ metadata }) => metadata.name === key.name && metadata.namespace === key.namespace,
      );
      if (found === undefined) return { kind: "no-object" };
      const value = found.data?.[key.key];
      return value === undefined ? { kind: "no-key" } : { kind: "value", text: decode(value) };
    };
  return {
    secret: find(secrets, (text) => Buffer.from(text, "base64").toString("utf8")),
    configMap: find(configMaps, (text) => text),
  };
}
