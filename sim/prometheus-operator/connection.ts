import { byCodeUnit } from "../kubernetes/object.ts";
import { type AssetStore, assetsIn } from "./assets.ts";
import { type Generation, since } from "./generation.ts";
import type {
  Authorization,
  BasicAuth,
  HttpConfig,
  OAuth2,
  ProxyConfig,
  SafeAuthorization,
  SecretKeySelector,
  TlsConfig,
} from "./objects/connection.ts";
import type { ScrapeClass } from "./objects/prometheus.ts";
import { byKey } from "./yaml/key-order.ts";
import { field, filled, map, type YamlEntry, type YamlMap } from "./yaml/yaml-value.ts";

type Entries = readonly YamlEntry[];
type Class = Omit<ScrapeClass, "name">;

/** The parts of a config that say how somebody is connected to; the assets are those of one namespace. */
export type Connection = {
  readonly basicAuth: (given: BasicAuth | undefined) => Entries;
  readonly bearerToken: (given: SecretKeySelector | undefined) => Entries;
  readonly authorization: (given: Authorization | undefined) => Entries;
  readonly oauth2: (given: OAuth2 | undefined) => Entries;
  readonly proxy: (given: ProxyConfig) => Entries;
  readonly tls: (given: TlsConfig | undefined) => Entries;
  /** Redirects, HTTP/2 and TLS. */
  readonly http: (given: HttpConfig, scrapeClass: Class) => Entries;
};

/** Source: prometheus-operator v0.94.1 pkg/prometheus/promcfg.go */
export function connectionIn(namespace: string, generation: Generation): Connection {
  const store = assetsIn(namespace, generation.assets);
  const tls = (given: TlsConfig | undefined): Entries => tlsEntries(given, store, generation);
  const proxy = (given: ProxyConfig): Entries => proxyEntries(given, store, generation);
  return {
    tls,
    proxy,
    basicAuth: (given) =>
      given === undefined
        ? []
        : field(
            "basic_auth",
            map(field("username", store.secretKey(given.username)), field("password", store.secretKey(given.password))),
          ),
    bearerToken: (given) =>
      (given?.name ?? "") === "" || store.secretFault(given) !== undefined
        ? []
        : field("bearer_token", store.secretKey(given)),
    authorization: (given) =>
      given === undefined ? [] : since(generation, "2.26.0", field("authorization", authorizationOf(given, store))),
    oauth2: (given) => (given === undefined ? [] : oauth2Entries(given, { store, generation, proxy, tls })),
    http: ({ followRedirects, enableHttp2, tlsConfig }, scrapeClass) => [
      ...since(generation, "2.26.0", field("follow_redirects", followRedirects)),
      ...since(generation, "2.35.0", field("enable_http2", enableHttp2)),
      ...tls(tlsOfClass(filledOrNone(tlsConfig), scrapeClass)),
    ],
  };
}

function authorizationOf({ type = "", credentials, credentialsFile }: Authorization, store: AssetStore): YamlMap {
  return map(
    field("type", (type === "" ? "Bearer" : type).trim()),
    credentials === undefined || store.secretFault(credentials) !== undefined
      ? []
      : field("credentials", store.secretKey(credentials)),
    filled("credentials_file", credentialsFile),
  );
}

function tlsEntries(given: TlsConfig | undefined, store: AssetStore, generation: Generation): Entries {
  if (given === undefined) return [];
  const { ca = {}, cert = {}, keySecret, insecureSkipVerify, serverName, minVersion, maxVersion } = given;
  const isSet = (asset: typeof ca): boolean => asset.secret !== undefined || asset.configMap !== undefined;
  return field(
    "tls_config",
    map(
      field("insecure_skip_verify", insecureSkipVerify),
      isSet(ca) ? field("ca_file", store.tlsFile(ca)) : [],
      isSet(cert) ? field("cert_file", store.tlsFile(cert)) : [],
      keySecret === undefined ? [] : field("key_file", store.tlsFile({ secret: keySecret })),
      filled("server_name", serverName),
      since(generation, "2.35.0", field("min_version", minVersion)),
      since(generation, "2.41.0", field("max_version", maxVersion)),
      filled("ca_file", given.caFile),
      filled("cert_file", given.certFile),
      filled("key_file", given.keyFile),
    ),
  );
}

function proxyEntries(given: ProxyConfig, store: AssetStore, generation: Generation): Entries {
  const { proxyUrl, noProxy, proxyFromEnvironment, proxyConnectHeader } = given;
  const headers = Object.entries(proxyConnectHeader ?? {}).sort(([a], [b]) => byCodeUnit(a, b));
  return [
    ...field("proxy_url", proxyUrl),
    ...since(generation, "2.43.0", [
      ...field("no_proxy", noProxy),
      ...field("proxy_from_environment", proxyFromEnvironment),
      ...(proxyConnectHeader === undefined
        ? []
        : field("proxy_connect_header", map(headers.map(([name, values]) => [name, values.map(store.secretKey)])))),
    ]),
  ];
}

type OAuth2Parts = Pick<Connection, "proxy" | "tls"> & { readonly store: AssetStore; readonly generation: Generation };

function oauth2Entries(given: OAuth2, { store, generation, proxy, tls }: OAuth2Parts): Entries {
  if (store.secretOrConfigMapFault(given.clientId) !== undefined) return [];
  if (store.secretFault(given.clientSecret) !== undefined) return [];
  const parameters = Object.entries(given.endpointParams ?? {}).sort(([a], [b]) => byKey(a, b));
  const oauth2 = map(
    field("client_id", store.secretOrConfigMapKey(given.clientId)),
    field("client_secret", store.secretKey(given.clientSecret)),
    field("token_url", given.tokenUrl),
    filled("scopes", given.scopes),
    parameters.length === 0 ? [] : field("endpoint_params", map(parameters)),
    since(generation, "2.43.0", [...proxy(given), ...tls(given.tlsConfig)]),
  );
  return since(generation, "2.27.0", field("oauth2", oauth2));
}

/** An object without any field counts as one that is not given. */
export const filledOrNone = <Value extends object>(value: Value | undefined): Value | undefined =>
  value === undefined || Object.values(value).every(isEmpty) ? undefined : value;

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** What an object says of TLS, with the files of its class where it names none itself. */
export function tlsOfClass(given: TlsConfig | undefined, { tlsConfig }: Class): TlsConfig | undefined {
  if (given === undefined || tlsConfig === undefined) return given ?? tlsConfig;
  const { ca, cert, keySecret, caFile = "", certFile = "", keyFile = "" } = given;
  return {
    ...given,
    caFile: caFile === "" && filledOrNone(ca) === undefined ? (tlsConfig.caFile ?? "") : caFile,
    certFile: certFile === "" && filledOrNone(cert) === undefined ? (tlsConfig.certFile ?? "") : certFile,
    keyFile: keyFile === "" && keySecret === undefined ? (tlsConfig.keyFile ?? "") : keyFile,
  };
}

/** What an object says of authorization, with the credentials of its class where it has none itself. */
export function authorizationOfClass(
  given: SafeAuthorization | undefined,
  { authorization }: Class,
): Authorization | undefined {
  const { type = "", credentials } = given ?? {};
  const own: Authorization | undefined = type === "" && credentials === undefined ? undefined : given;
  if (own === undefined || authorization === undefined) return own ?? authorization;
  if (own.credentials !== undefined) return own;
  if (authorization.credentials !== undefined) return { ...own, credentials: authorization.credentials };
  return authorization.credentialsFile === undefined ? own : { ...own, credentialsFile: authorization.credentialsFile };
}
