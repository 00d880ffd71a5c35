import fc, { type Arbitrary } from "fast-check";
import { authentication, params, proxy, relabelings } from "./arbitrary-settings.ts";
import {
  duration,
  type Json,
  labelName,
  labels,
  oddText,
  optionally,
  rarely,
  shortDuration,
} from "./arbitrary-values.ts";
import type { Manifest } from "./operator-case.ts";

/** A namespace of the cluster. */
export const namespaceName: Arbitrary<string> = fc.constantFrom("default", "monitoring", "shop");
/** Where most kinds of the operator are. */
export const group = "monitoring.coreos.com/v1";

/** A manifest of a kind. */
export const object = (kind: string, spec: Arbitrary<Json>, apiVersion: string = group): Arbitrary<Manifest> =>
  fc
    .record({
      name: fc.constantFrom("web", "api", "a.b", "node-exporter"),
      namespace: namespaceName,
      labels: labels,
      spec,
    })
    .map(({ name, namespace, labels, spec: given }) => ({
      ...{ apiVersion, kind, metadata: { name, namespace, uid: `uid-${name}`, labels }, spec: given },
    }));

/** As the CRDs allow it. */
export const scheme: Arbitrary<string> = fc.constantFrom("http", "https", "HTTP", "HTTPS");
/** Where a monitor looks. */
export const namespaceSelector: Arbitrary<Json> = fc.constantFrom<Json>(
  {},
  { any: true },
  { matchNames: ["shop", "default"] },
  { any: false, matchNames: [] },
  { any: true, matchNames: ["x"] },
);
/** Whether nodes are looked at too. */
export const attachMetadata: Arbitrary<Json> = fc.constantFrom<Json>({}, { node: true }, { node: false });
/** A port by its name. */
export const portName: Arbitrary<string> = fc.constantFrom("http", "metrics", "8080", "web-port");
/** A port of a container. */
export const targetPort: Arbitrary<number | string> = fc.constantFrom<number | string>("http", 8080, "9100");

const endpointFields: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...{
    path: rarely(fc.constantFrom("/metrics", "/a b", "/stats/prometheus")),
    scheme: rarely(scheme),
    params: rarely(params),
  },
  ...{ interval: duration, scrapeTimeout: rarely(shortDuration) },
  ...{
    honorLabels: fc.boolean(),
    honorTimestamps: rarely(fc.boolean()),
    trackTimestampsStaleness: rarely(fc.boolean()),
  },
  ...{ relabelings: rarely(relabelings), metricRelabelings: rarely(relabelings) },
  ...{ filterRunning: rarely(fc.boolean()), followRedirects: rarely(fc.boolean()), enableHttp2: rarely(fc.boolean()) },
  ...proxy,
};

/** An endpoint of a monitor, with at most one way to prove who the client is, mostly. */
export const endpoint = (fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Json> =>
  fc
    .tuple(optionally({ ...endpointFields, ...fields }), authentication)
    .map(([given, authentication]): Json => withoutUndefined({ ...given, ...authentication }));

/** As JSON, which has no undefined values. */
export const withoutUndefined = (given: Json): Json => JSON.parse(JSON.stringify(given));

/** Labels of static targets. */
export const staticLabels: Arbitrary<Readonly<Record<string, string>>> = fc.dictionary(labelName, oddText, {
  maxKeys: 3,
});
