import fc, { type Arbitrary } from "fast-check";
import {
  attachMetadata,
  endpoint,
  namespaceSelector,
  object,
  portName,
  scheme,
  staticLabels,
  targetPort,
  withoutUndefined,
} from "./arbitrary-objects.ts";
import { authentication, proxy, relabelings, safeTls, scrapeSettings, tls } from "./arbitrary-settings.ts";
import {
  byteSize,
  duration,
  type Json,
  labelKey,
  labelSelector,
  oddText,
  optionally,
  rarely,
  shortDuration,
  withSome,
} from "./arbitrary-values.ts";
import type { Manifest } from "./operator-case.ts";

const monitorFields: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...{
    jobLabel: rarely(fc.oneof(labelKey, fc.constant(""))),
    podTargetLabels: rarely(fc.array(labelKey, { maxLength: 2 })),
  },
  selectorMechanism: rarely(fc.constantFrom("RelabelConfig", "RoleSelector")),
  ...{
    namespaceSelector: rarely(namespaceSelector),
    attachMetadata: rarely(attachMetadata),
    bodySizeLimit: rarely(byteSize),
  },
  ...scrapeSettings,
};

export const serviceMonitor: Arbitrary<Manifest> = object(
  "ServiceMonitor",
  withSome(
    {
      selector: labelSelector,
      endpoints: fc.array(
        endpoint({
          ...{ port: fc.oneof(portName, fc.constant("")), targetPort: rarely(targetPort), tlsConfig: rarely(tls) },
          bearerTokenFile: rarely(fc.constantFrom("/var/run/token", "")),
        }),
        { maxLength: 2 },
      ),
    },
    {
      ...monitorFields,
      targetLabels: rarely(fc.array(labelKey, { maxLength: 2 })),
      serviceDiscoveryRole: rarely(fc.constantFrom("Endpoints", "EndpointSlice")),
    },
  ).map(withoutUndefined),
);

export const podMonitor: Arbitrary<Manifest> = object(
  "PodMonitor",
  withSome(
    {
      selector: labelSelector,
      podMetricsEndpoints: fc.array(
        endpoint({
          ...{
            port: rarely(portName),
            portNumber: rarely(fc.constantFrom(8080, 9090)),
            targetPort: rarely(targetPort),
          },
          tlsConfig: rarely(safeTls),
        }),
        { maxLength: 2 },
      ),
    },
    monitorFields,
  ).map(withoutUndefined),
);

export const probe: Arbitrary<Manifest> = object(
  "Probe",
  fc
    .tuple(
      optionally({
        ...{ jobName: rarely(oddText), module: rarely(fc.constantFrom("http_2xx", "")), interval: duration },
        ...{ scrapeTimeout: rarely(shortDuration), metricRelabelings: rarely(relabelings) },
        prober: withSome(
          {
            url: fc.constantFrom(
              "blackbox:9115",
              "blackbox",
              "10.0.0.1:80",
              "[::1]:9115",
              "http://x",
              "a b",
              "x:70000",
              "",
            ),
          },
          { scheme: rarely(scheme), path: fc.constantFrom("/probe", "/x"), ...proxy },
        ),
        params: rarely(
          fc.uniqueArray(
            fc.record({
              name: fc.constantFrom("module", "a", "b"),
              values: fc.array(oddText, { minLength: 1, maxLength: 2 }),
            }),
            { maxLength: 2, selector: ({ name }) => name },
          ),
        ),
        targets: optionally({
          staticConfig: rarely(
            optionally({
              static: fc.array(oddText, { maxLength: 2 }),
              labels: staticLabels,
              relabelingConfigs: relabelings,
            }),
          ),
          ingress: optionally({ selector: labelSelector, namespaceSelector, relabelingConfigs: relabelings }),
        }),
        ...{ tlsConfig: rarely(safeTls), followRedirects: rarely(fc.boolean()), enableHttp2: rarely(fc.boolean()) },
        ...scrapeSettings,
      }),
      authentication,
    )
    .map(([given, authentication]): Json => withoutUndefined({ ...given, ...authentication })),
);
