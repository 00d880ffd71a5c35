import { goQuote } from "../kubernetes/go-text.ts";
import type { AssetStore } from "./assets.ts";
import { filledOrNone } from "./connection.ts";
import type {
  Authorization,
  BasicAuth,
  HttpConfigWithoutTls,
  OAuth2,
  ProxyConfig,
  SafeAuthorization,
  SafeTlsConfig,
  SecretOrConfigMap,
  TlsConfig,
} from "./objects/connection.ts";

/** What is wrong, in the operator's words; `undefined` for nothing. */
export type Fault = string | undefined;

/** The first fault, with what stands before it. */
export function firstFault(checks: readonly (readonly [prefix: string, check: () => Fault])[]): Fault {
  for (const [prefix, check] of checks) {
    const fault = check();
    if (fault !== undefined) return `${prefix}${fault}`;
  }
  return undefined;
}

/** Only one way to prove who the client is. Source: prometheus-operator v0.94.1 pkg/apis/monitoring/v1 (HTTPConfigWithoutTLS.Validate) */
export function httpConfigFault(given: HttpConfigWithoutTls): Fault {
  const { authorization, basicAuth, bearerTokenSecret, oauth2 } = given;
  const ways: readonly (readonly [string, unknown])[] = [
    ["authorization", authorization],
    ["basicAuth", basicAuth],
    ["bearerTokenSecret", bearerTokenSecret],
    ["oauth2", oauth2],
  ];
  const [first, second] = ways.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (first !== undefined && second !== undefined) {
    return `${first} and ${second} cannot be configured at the same time`;
  }
  return firstFault([
    ["authorization: ", () => safeAuthorizationFault(authorization)],
    ["oauth2: ", () => oauth2Fault(oauth2)],
  ]);
}

const isBasic = ({ type = "" }: SafeAuthorization): boolean => type.trim().toLowerCase() === "basic";

/** Source: prometheus-operator v0.94.1 pkg/apis/monitoring/v1/prometheus_types.go (Authorization.Validate) */
export function authorizationFault(given: Authorization | undefined): Fault {
  if (given === undefined) return undefined;
  if (given.credentials !== undefined && (given.credentialsFile ?? "") !== "") {
    return 'authorization can not specify both "credentials" and "credentialsFile"';
  }
  return isBasic(given) ? 'authorization type cannot be set to "basic", use "basicAuth" instead' : undefined;
}

function safeAuthorizationFault(given: SafeAuthorization | undefined): Fault {
  if (given === undefined) return undefined;
  if (isBasic(given)) return `'authorization' type cannot be set to "basic", use "basicAuth" instead`;
  return given.credentials === undefined ? "'authorization' credentials are required" : undefined;
}

function oauth2Fault(given: OAuth2 | undefined): Fault {
  if (given === undefined) return undefined;
  if (given.tokenUrl === "") return "OAuth2 tokenURL must be specified";
  if (filledOrNone(given.clientId) === undefined) return "OAuth2 'clientID' must be specified";
  return firstFault([
    ["invalid OAuth2 'clientID': ", () => bothFault(given.clientId)],
    ["invalid OAuth2 'tlsConfig': ", () => safeTlsFault(given.tlsConfig)],
    ["invalid OAuth2 proxyConfig: ", () => proxyFault(given)],
  ]);
}

const bothFault = ({ secret, configMap }: SecretOrConfigMap): Fault =>
  secret === undefined || configMap === undefined ? undefined : "cannot specify both Secret and ConfigMap";

/** Source: prometheus-operator v0.94.1 pkg/apis/monitoring/v1/types.go (SecretOrConfigMap.String) */
function shownAsset({ secret, configMap }: SecretOrConfigMap = {}): string {
  if (secret !== undefined) return `<secret=${secret.name ?? ""},key=${secret.key}>`;
  return configMap === undefined ? "<empty>" : `<configmap=${configMap.name ?? ""},key=${configMap.key}>`;
}

function commonTlsFault({ ca = {}, cert = {}, minVersion, maxVersion }: SafeTlsConfig): Fault {
  const fault = firstFault([
    [`ca ${shownAsset(ca)}: `, () => bothFault(ca)],
    [`cert ${shownAsset(cert)}: `, () => bothFault(cert)],
  ]);
  if (fault !== undefined) return fault;
  const isReversed = minVersion !== undefined && maxVersion !== undefined && maxVersion < minVersion;
  return isReversed ? "maxVersion must more than or equal to minVersion" : undefined;
}

/** Source: prometheus-operator v0.94.1 pkg/apis/monitoring/v1/tls_types.go (SafeTLSConfig.Validate) */
export function safeTlsFault(given: SafeTlsConfig | undefined): Fault {
  if (given === undefined) return undefined;
  const fault = commonTlsFault(given);
  if (fault !== undefined) return fault;
  const hasCert = filledOrNone(given.cert) !== undefined;
  const hasKey = given.keySecret !== undefined;
  if (hasCert && !hasKey) return "client cert specified without client key";
  return hasKey && !hasCert ? "client key specified without client cert" : undefined;
}

/** Source: prometheus-operator v0.94.1 pkg/apis/monitoring/v1/tls_types.go (TLSConfig.Validate) */
export function tlsFault(given: TlsConfig | undefined): Fault {
  if (given === undefined) return undefined;
  const fault = commonTlsFault(given);
  if (fault !== undefined) return fault;
  const { caFile = "", certFile = "", keyFile = "", keySecret } = given;
  if (filledOrNone(given.ca) !== undefined && caFile !== "") return "cannot specify both 'caFile' and 'ca'";
  const hasCertAsset = filledOrNone(given.cert) !== undefined;
  if (hasCertAsset && certFile !== "") return "cannot specify both 'certFile' and 'cert'";
  if (keyFile !== "" && keySecret !== undefined) return "cannot specify both 'keyFile' and 'keySecret'";
  const hasCert = hasCertAsset || certFile !== "";
  const hasKey = keyFile !== "" || keySecret !== undefined;
  if (hasCert && !hasKey) return "cannot specify client cert without client key";
  return hasKey && !hasCert ? "cannot specify client key without client cert" : undefined;
}

/** Source: prometheus-operator v0.94.1 pkg/apis/monitoring/v1/types.go (ProxyConfig.Validate) */
export function proxyFault(given: ProxyConfig): Fault {
  const fromEnvironment = given.proxyFromEnvironment ?? false;
  const hasUrl = (given.proxyUrl ?? "") !== "";
  const hasExceptions = (given.noProxy ?? "") !== "";
  const headers = Object.entries(given.proxyConnectHeader ?? {});
  if (headers.length > 0 && !fromEnvironment && !hasUrl) {
    return "if proxyConnectHeader is configured, proxyUrl or proxyFromEnvironment must also be configured";
  }
  if (fromEnvironment && hasUrl) return "if proxyFromEnvironment is configured, proxyUrl must not be configured";
  if (fromEnvironment && hasExceptions) return "if proxyFromEnvironment is configured, noProxy must not be configured";
  if (!hasUrl && hasExceptions) return "if noProxy is configured, proxyUrl must also be configured";
  const [empty] = headers.find(([, selectors]) => selectors.length === 0) ?? [];
  return empty === undefined ? undefined : `proxyConnetHeader[${empty}]: selector must not be empty`;
}

/** What of an endpoint's connection is not in the cluster. Source: prometheus-operator v0.94.1 pkg/assets/store.go */
export type ConnectionAssets = {
  readonly basicAuth: (given: BasicAuth | undefined) => Fault;
  readonly tls: (given: TlsConfig | undefined) => Fault;
  readonly oauth2: (given: OAuth2 | undefined) => Fault;
  readonly authorization: (given: SafeAuthorization | undefined) => Fault;
  readonly proxy: (given: ProxyConfig) => Fault;
};

export function connectionAssets(store: AssetStore): ConnectionAssets {
  const tls = (given: TlsConfig | undefined): Fault => {
    if (given === undefined) return undefined;
    const { ca, cert, keySecret } = given;
    return firstFault([
      [`failed to get ca ${goQuote(shownAsset(ca))}: `, () => store.secretOrConfigMapFault(ca)],
      [`failed to get cert ${goQuote(shownAsset(cert))}: `, () => store.secretOrConfigMapFault(cert)],
      [
        `failed to get key ${keySecret?.name ?? ""}/${keySecret?.key}: `,
        () => (keySecret === undefined ? undefined : store.secretFault(keySecret)),
      ],
    ]);
  };
  const proxyAssets = (given: ProxyConfig): Fault => {
    const headers = Object.entries(given.proxyConnectHeader ?? {});
    return firstFault(
      headers.flatMap(([name, selectors]) =>
        selectors.map((selector, index) => [`header[${name}][${index}]: `, () => store.secretFault(selector)] as const),
      ),
    );
  };
  return {
    tls,
    basicAuth: (given) =>
      given &&
      firstFault([
        ["failed to get basic auth username: ", () => store.secretFault(given.username)],
        ["failed to get basic auth password: ", () => store.secretFault(given.password)],
      ]),
    oauth2: (given) =>
      given &&
      firstFault([
        ["", () => oauth2Fault(given)],
        ["failed to get oauth2 client id: ", () => store.secretOrConfigMapFault(given.clientId)],
        ["failed to get oauth2 client secret: ", () => store.secretFault(given.clientSecret)],
        ["failed to get oauth2 proxyConfig: ", () => proxyAssets(given)],
        ["failed to get oauth2 tlsConfig: ", () => safeTlsFault(given.tlsConfig) ?? tls(given.tlsConfig)],
      ]),
    authorization: (given) => {
      const { credentials, type = "" } = given ?? {};
      if (given === undefined || credentials === undefined) return undefined;
      const fault = safeAuthorizationFault(given);
      if (fault !== undefined || (credentials.name ?? "") === "") return fault;
      const missing = store.secretFault(credentials);
      return missing && `failed to get authorization token of type ${goQuote(type)}: ${missing}`;
    },
    proxy: (given) => proxyFault(given) ?? proxyAssets(given),
  };
}

/** What the operator says of TLS where it looks at nothing else. */
export function tlsConfigFault(given: TlsConfig | undefined): Fault {
  const fault = tlsFault(given);
  return fault && `failed to validate TLS configuration: ${fault}`;
}
