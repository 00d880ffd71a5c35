import fc, { type Arbitrary } from "fast-check";
import { attachMetadata, namespaceName, scheme, withoutUndefined } from "./arbitrary-objects.ts";
import { limits, relabelings, safeAuthorization, scrapeProtocols, tls } from "./arbitrary-settings.ts";
import {
  byteSize,
  duration,
  type Json,
  labelKey,
  labelSelector,
  limit,
  oddText,
  optionally,
  rarely,
  shortDuration,
  withSome,
} from "./arbitrary-values.ts";

const selector = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Json>({}) },
  { weight: 1, arbitrary: labelSelector },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const everything = fc.oneof({ weight: 3, arbitrary: fc.constant<Json>({}) }, { weight: 1, arbitrary: labelSelector });
const scrapeClasses = fc.constant(["tls", "other"]).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      optionally({
        ...{ fallbackScrapeProtocol: fc.constant("PrometheusText0.0.4"), attachMetadata: rarely(attachMetadata) },
        ...{ relabelings: rarely(relabelings), metricRelabelings: rarely(relabelings) },
        tlsConfig: rarely(optionally({ caFile: fc.constant("/class/ca"), insecureSkipVerify: fc.boolean() })),
        authorization: rarely(
          fc.oneof(
            fc.constant<Json>({ credentialsFile: "/class/token" }),
            safeAuthorization.filter((given) => given["type"] !== "Basic"),
          ),
        ),
      }).map((given): Json => withoutUndefined({ name, ...(name === "tls" ? { default: true } : {}), ...given })),
    ),
  ),
);

const alertmanagers = fc.array(
  withSome(
    {
      name: fc.constantFrom("alertmanager-main", "alertmanager-operated"),
      port: fc.constantFrom<number | string>("web", 9093),
    },
    {
      ...{
        namespace: rarely(namespaceName),
        scheme: rarely(scheme),
        pathPrefix: rarely(fc.constant("/am")),
        tlsConfig: rarely(tls),
      },
      ...{
        apiVersion: fc.constantFrom("v1", "v2", "V1", "V2"),
        timeout: rarely(duration),
        enableHttp2: rarely(fc.boolean()),
      },
      ...{
        relabelings: rarely(relabelings),
        alertRelabelings: rarely(relabelings),
        bearerTokenFile: rarely(fc.constant("/token")),
      },
    },
  ),
  { maxLength: 2 },
);

const enforcedLimits = Object.fromEntries(
  Object.entries(limits).map(([name, value]) => [`enforced${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
);

const selectors = {
  ...{ serviceMonitorSelector: everything, podMonitorSelector: everything, probeSelector: everything },
  ...{ scrapeConfigSelector: everything, ruleSelector: everything, serviceMonitorNamespaceSelector: selector },
  ...{ podMonitorNamespaceSelector: selector, probeNamespaceSelector: selector },
  ...{ scrapeConfigNamespaceSelector: selector, ruleNamespaceSelector: selector },
};

export const prometheusSpec: Arbitrary<Json> = withSome(selectors, {
  version: fc.constantFrom("v3.14.0", "3.0.0", "v2.55.1", "v2.45.0", "v2.40.0", "v2.37.0", "v3.0.0-rc.0", "", "v3.5"),
  ...{
    serviceMonitorSelector: everything,
    podMonitorSelector: everything,
    probeSelector: everything,
    scrapeConfigSelector: everything,
  },
  ...{
    serviceMonitorNamespaceSelector: selector,
    podMonitorNamespaceSelector: selector,
    probeNamespaceSelector: selector,
  },
  ...{ scrapeConfigNamespaceSelector: selector, ruleSelector: everything, ruleNamespaceSelector: selector },
  ...{ shards: rarely(fc.constantFrom(0, 1, 2, 3)), replicas: rarely(fc.constantFrom(1, 2)) },
  ...{
    replicaExternalLabelName: rarely(fc.constantFrom("", "__replica__", "a.b")),
    prometheusExternalLabelName: rarely(fc.constantFrom("", "prom")),
  },
  externalLabels: rarely(
    fc.dictionary(fc.constantFrom("cluster", "prometheus", "zone", "a10", "a9", "Z"), oddText, { maxKeys: 4 }),
  ),
  ...{ scrapeTimeout: rarely(shortDuration), scrapeProtocols: rarely(scrapeProtocols) },
  ...{
    ruleQueryOffset: rarely(duration),
    queryLogFile: rarely(fc.constantFrom("", "q.log", "/x/q.log")),
    scrapeFailureLogFile: rarely(fc.constantFrom("f.log", "/y/f.log")),
  },
  ...{
    overrideHonorLabels: rarely(fc.boolean()),
    overrideHonorTimestamps: rarely(fc.boolean()),
    ignoreNamespaceSelectors: rarely(fc.boolean()),
  },
  enforcedNamespaceLabel: rarely(fc.constantFrom("namespace", "tenant", "")),
  excludedFromEnforcement: rarely(
    fc.array(
      withSome(
        {
          resource: fc.constantFrom("servicemonitors", "podmonitors", "probes", "prometheusrules", "scrapeconfigs"),
          namespace: namespaceName,
        },
        { group: fc.constant("monitoring.coreos.com"), name: fc.constantFrom("web", "") },
      ),
      { maxLength: 3 },
    ),
  ),
  prometheusRulesExcludedFromEnforce: rarely(fc.constant([{ ruleNamespace: "shop", ruleName: "web" }])),
  arbitraryFSAccessThroughSMs: rarely(fc.constantFrom<Json>({ deny: true }, {})),
  nameValidationScheme: rarely(fc.constantFrom("UTF8", "Legacy")),
  nameEscapingScheme: rarely(fc.constantFrom("AllowUTF8", "Underscores", "Dots", "Values")),
  ...{
    convertClassicHistogramsToNHCB: rarely(fc.boolean()),
    scrapeNativeHistograms: rarely(fc.boolean()),
    scrapeClassicHistograms: rarely(fc.boolean()),
  },
  ...{ podTargetLabels: rarely(fc.array(labelKey, { maxLength: 2 })), scrapeClasses: rarely(scrapeClasses) },
  serviceDiscoveryRole: rarely(fc.constantFrom("Endpoints", "EndpointSlice")),
  apiserverConfig: rarely(
    withSome(
      { host: fc.constant("https://kube:6443") },
      { bearerToken: rarely(fc.constant("t")), bearerTokenFile: rarely(fc.constant("/t")), tlsConfig: rarely(tls) },
    ),
  ),
  alerting: rarely(fc.record({ alertmanagers })),
  runtime: rarely(optionally({ goGC: fc.constantFrom(50, 100) })),
  ...{
    retention: rarely(fc.constantFrom("15d", "")),
    retentionSize: rarely(byteSize),
    retentionPercentage: rarely(fc.constantFrom("80", 0, "12.5")),
  },
  exemplars: rarely(optionally({ maxSize: limit })),
  tsdb: rarely(
    optionally({
      outOfOrderTimeWindow: duration,
      staleSeriesCompactionThreshold: fc.constantFrom("0.5", 1),
      chunkEncoding: optionally({ floats: fc.constantFrom("Xor", "Xor2") }),
    }),
  ),
  bodySizeLimit: rarely(byteSize),
  enforcedBodySizeLimit: rarely(byteSize),
  ...limits,
  ...enforcedLimits,
}).map((given): Json => withoutUndefined({ scrapeInterval: "30s", evaluationInterval: "30s", ...given }));
