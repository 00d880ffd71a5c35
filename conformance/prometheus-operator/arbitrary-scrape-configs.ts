import fc, { type Arbitrary } from "fast-check";
import { attachMetadata, namespaceName, object, scheme, staticLabels, withoutUndefined } from "./arbitrary-objects.ts";
import {
  basicAuth,
  oauth2,
  params,
  proxy,
  relabelings,
  safeAuthorization,
  safeTls,
  scrapeSettings,
} from "./arbitrary-settings.ts";
import { byteSize, duration, oddText, optionally, rarely, shortDuration, withSome } from "./arbitrary-values.ts";
import type { Manifest } from "./operator-case.ts";

const sdFields: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...{
    basicAuth: rarely(basicAuth),
    authorization: rarely(safeAuthorization),
    oauth2: rarely(oauth2),
    tlsConfig: rarely(safeTls),
  },
  ...proxy,
};
const sdRedirects = { followRedirects: rarely(fc.boolean()), enableHTTP2: rarely(fc.boolean()) };
const role = fc.constantFrom("Pod", "Endpoints", "Ingress", "Service", "Node", "EndpointSlice");

export const scrapeConfig: Arbitrary<Manifest> = object(
  "ScrapeConfig",
  optionally({
    ...{ jobName: rarely(oddText), metricsPath: rarely(fc.constant("/m")), scrapeInterval: duration },
    ...{
      scrapeTimeout: rarely(shortDuration),
      honorTimestamps: rarely(fc.boolean()),
      honorLabels: rarely(fc.boolean()),
    },
    ...{ trackTimestampsStaleness: rarely(fc.boolean()), params: rarely(params), scheme: rarely(scheme) },
    ...{ enableCompression: rarely(fc.boolean()), enableHTTP2: rarely(fc.boolean()), relabelings: relabelings },
    ...{ metricRelabelings: relabelings, bodySizeLimit: rarely(byteSize) },
    nameValidationScheme: rarely(fc.constantFrom("UTF8", "Legacy")),
    nameEscapingScheme: rarely(fc.constantFrom("AllowUTF8", "Underscores", "Dots", "Values")),
    staticConfigs: fc.array(
      withSome(
        { targets: fc.array(fc.constantFrom("a:1", "b:2"), { minLength: 1, maxLength: 2 }) },
        { labels: staticLabels },
      ),
      { maxLength: 2 },
    ),
    fileSDConfigs: rarely(
      fc.array(withSome({ files: fc.constant(["/a/*.json"]) }, { refreshInterval: duration }), { maxLength: 1 }),
    ),
    httpSDConfigs: rarely(
      fc.array(
        withSome({ url: fc.constant("http://sd/x") }, { refreshInterval: duration, ...sdFields, ...sdRedirects }),
        { maxLength: 1 },
      ),
    ),
    kubernetesSDConfigs: rarely(
      fc.array(
        withSome(
          { role },
          {
            apiServer: rarely(fc.constant("https://api:6443")),
            namespaces: rarely(
              optionally({ ownNamespace: fc.boolean(), names: fc.array(namespaceName, { maxLength: 2 }) }),
            ),
            attachMetadata: rarely(attachMetadata),
            selectors: rarely(
              fc.array(
                withSome(
                  { role },
                  { label: fc.constantFrom("a=b", "app in (x,y)"), field: fc.constant("metadata.name=x") },
                ),
                { maxLength: 2 },
              ),
            ),
            ...{ ...sdFields, ...sdRedirects },
          },
        ),
        { maxLength: 2 },
      ),
    ),
    dnsSDConfigs: rarely(
      fc.array(
        withSome(
          { names: fc.constant(["a.example"]) },
          {
            refreshInterval: duration,
            type: fc.constantFrom("A", "SRV", "AAAA", "MX", "NS"),
            port: fc.constantFrom(0, 80),
          },
        ),
        { maxLength: 1 },
      ),
    ),
    ...sdFields,
    ...scrapeSettings,
  }).map(withoutUndefined),
  "monitoring.coreos.com/v1alpha1",
);
