import fc, { type Arbitrary } from "fast-check";
import { type Json, labelName, limit, maybeBad, oddText, optionally, rarely, withSome } from "./arbitrary-values.ts";

const relabelAction: Arbitrary<Json> = fc.oneof(
  withSome(
    { targetLabel: labelName },
    {
      sourceLabels: fc.array(labelName, { maxLength: 3 }),
      separator: oddText,
      regex: fc.constantFrom("(.*)", "a|b", "", "[a-z]+", "true", "12", "(.+);(.+)"),
      replacement: oddText,
      action: fc.constantFrom("replace", "Replace", ""),
    },
  ),
  withSome(
    {
      sourceLabels: fc.array(labelName, { minLength: 1, maxLength: 2 }),
      action: fc.constantFrom("keep", "drop", "Keep", "DROP"),
      regex: fc.constantFrom("a", "web;.*", "yes", "1.5"),
    },
    {},
  ),
  withSome(
    {
      targetLabel: labelName,
      modulus: fc.constantFrom(1, 8),
      action: fc.constantFrom("hashmod", "HashMod"),
      sourceLabels: fc.constant(["__address__"]),
    },
    {},
  ),
  withSome(
    { action: fc.constantFrom("labeldrop", "labelkeep", "LabelDrop"), regex: fc.constantFrom("tmp_.*", "__.*") },
    {},
  ),
  withSome(
    { action: fc.constant("labelmap"), regex: fc.constant("__meta_(.+)") },
    { replacement: fc.constantFrom("$1", `x_\${1}`) },
  ),
  withSome(
    { action: fc.constantFrom("lowercase", "Uppercase"), targetLabel: labelName, sourceLabels: fc.constant(["a"]) },
    {},
  ),
  withSome(
    { action: fc.constantFrom("keepequal", "DropEqual"), targetLabel: labelName, sourceLabels: fc.constant(["a"]) },
    {},
  ),
);
const badRelabel: Arbitrary<Json> = fc.constantFrom<Json>(
  { action: "replace" },
  { action: "hashmod", targetLabel: "x" },
  { action: "keep", regex: "(a" },
  { action: "keep", regex: "a**" },
  { action: "labeldrop", regex: "a", sourceLabels: ["b"] },
  { action: "keepequal", targetLabel: "x", regex: "a" },
  { action: "lowercase", targetLabel: "x", replacement: "y" },
  { action: "Uppercase" },
  { action: "labelmap", regex: "a", replacement: "" },
);
export const relabelings: Arbitrary<readonly Json[]> = fc.array(maybeBad(relabelAction, badRelabel), { maxLength: 3 });

const secretNames = ["creds", "tokens"];
const goodKey: Arbitrary<Json> = fc
  .record({ name: fc.constantFrom(...secretNames), key: fc.constantFrom("user", "password", "token") })
  .map((given): Json => ({ ...given }));
export const secretKey: Arbitrary<Json> = maybeBad(
  goodKey,
  fc.constantFrom<Json>({ name: "missing", key: "user" }, { name: "creds", key: "nothing" }),
);
const configMapKey: Arbitrary<Json> = maybeBad(
  fc.constant<Json>({ name: "settings", key: "user" }),
  fc.constant<Json>({ name: "gone", key: "x" }),
);
const secretOrConfigMap: Arbitrary<Json> = maybeBad(
  fc.oneof(
    secretKey.map((secret): Json => ({ secret })),
    configMapKey.map((configMap): Json => ({ configMap })),
  ),
  fc.constant<Json>({ secret: { name: "creds", key: "user" }, configMap: { name: "settings", key: "user" } }),
);

/** No Secret holds a certificate, so only those that are not there are named. */
export const safeTls: Arbitrary<Json> = optionally({
  serverName: fc.constantFrom("example.org", ""),
  insecureSkipVerify: fc.boolean(),
  minVersion: fc.constantFrom("TLS10", "TLS12"),
  maxVersion: fc.constantFrom("TLS12", "TLS13"),
  ca: maybeBad(fc.constant<Json>({}), fc.constant<Json>({ secret: { name: "missing", key: "ca" } })),
  cert: maybeBad(fc.constant<Json>({}), fc.constant<Json>({ configMap: { name: "gone", key: "cert" } })),
});

export const tls: Arbitrary<Json> = fc
  .tuple(safeTls, fc.option(optionally({ caFile: fc.constantFrom("/ca", ""), files: fc.boolean() })))
  .map(([safe, files]): Json => {
    if (files === null) return safe;
    const caFile = files["caFile"] === undefined ? {} : { caFile: files["caFile"] };
    return files["files"] === true
      ? { ...safe, ...caFile, certFile: "/cert", keyFile: "/key" }
      : { ...safe, ...caFile };
  });

export const basicAuth: Arbitrary<Json> = fc
  .record({ username: secretKey, password: secretKey })
  .map((given): Json => ({ ...given }));
export const safeAuthorization: Arbitrary<Json> = maybeBad(
  withSome({ credentials: secretKey }, { type: fc.constantFrom("Bearer", "Token", " x ", "") }),
  fc.constantFrom<Json>({ type: "Basic", credentials: { name: "creds", key: "user" } }, { type: "Bearer" }, {}),
);

export const proxy: Readonly<Record<string, Arbitrary<unknown>>> = {
  proxyUrl: rarely(fc.constantFrom("http://proxy:3128", "https://p.example")),
  noProxy: rarely(fc.constantFrom("10.0.0.0/8", "")),
  proxyFromEnvironment: rarely(fc.boolean()),
  proxyConnectHeader: rarely(
    fc.dictionary(fc.constantFrom("X-A", "X-B"), fc.array(goodKey, { minLength: 1, maxLength: 2 }), { maxKeys: 1 }),
  ),
};

export const oauth2: Arbitrary<Json> = withSome(
  {
    clientId: secretOrConfigMap,
    clientSecret: secretKey,
    tokenUrl: fc.constantFrom("http://token/x?a=b", "https://t"),
  },
  {
    scopes: fc.array(oddText, { maxLength: 2 }),
    endpointParams: fc.dictionary(fc.constantFrom("a1", "a10", "a2", "B", "b", "_x"), oddText, { maxKeys: 4 }),
    tlsConfig: rarely(safeTls),
    ...proxy,
  },
);

/** At most one way to prove who the client is, mostly. */
export const authentication: Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Json>({}) },
  fc.record({ basicAuth }).map((given): Json => ({ ...given })),
  fc.record({ authorization: safeAuthorization }).map((given): Json => ({ ...given })),
  fc.record({ oauth2 }).map((given): Json => ({ ...given })),
  fc
    .record({ bearerTokenSecret: fc.oneof(secretKey, fc.constant<Json>({ key: "" })) })
    .map((given): Json => ({ ...given })),
);

export const params: Arbitrary<unknown> = fc.dictionary(
  fc.constantFrom("module", "a", "a1", "a10", "a02", "a2", "Z", "match[]", "1", "_", "é"),
  fc.array(oddText, { maxLength: 2 }),
  { maxKeys: 4 },
);

export const limits: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...{ sampleLimit: rarely(limit), targetLimit: rarely(limit), labelLimit: rarely(limit) },
  ...{ labelNameLengthLimit: rarely(limit), labelValueLengthLimit: rarely(limit), keepDroppedTargets: rarely(limit) },
};

const protocol = fc.constantFrom(
  "PrometheusProto",
  "PrometheusText0.0.4",
  "PrometheusText1.0.0",
  "OpenMetricsText0.0.1",
  "OpenMetricsText1.0.0",
);
export const scrapeProtocols: Arbitrary<unknown> = fc.uniqueArray(protocol, { minLength: 1, maxLength: 4 });

export const scrapeSettings: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...limits,
  scrapeProtocols: rarely(scrapeProtocols),
  fallbackScrapeProtocol: rarely(protocol),
  scrapeClass: rarely(maybeBad(fc.constantFrom("tls", "other", ""), fc.constant("nobody"))),
  scrapeNativeHistograms: rarely(fc.boolean()),
  scrapeClassicHistograms: rarely(fc.boolean()),
  nativeHistogramBucketLimit: rarely(limit),
  nativeHistogramMinBucketFactor: rarely(fc.constantFrom("1.1", "2", "1500m", 3, "1e-3")),
  convertClassicHistogramsToNHCB: rarely(fc.boolean()),
};
