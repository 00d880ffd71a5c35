/** A key of a Secret in the namespace of the object that names it. */
export type SecretKeySelector = { readonly name?: string; readonly key: string; readonly optional?: boolean };

/** A key of a ConfigMap in the namespace of the object that names it. */
export type ConfigMapKeySelector = { readonly name?: string; readonly key: string; readonly optional?: boolean };

export type SecretOrConfigMap = { readonly secret?: SecretKeySelector; readonly configMap?: ConfigMapKeySelector };

export type SafeTlsConfig = {
  readonly ca?: SecretOrConfigMap;
  readonly cert?: SecretOrConfigMap;
  readonly keySecret?: SecretKeySelector;
  readonly serverName?: string;
  readonly insecureSkipVerify?: boolean;
  readonly minVersion?: string;
  readonly maxVersion?: string;
};

export type TlsConfig = SafeTlsConfig & {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
};

export type BasicAuth = { readonly username?: SecretKeySelector; readonly password?: SecretKeySelector };

export type SafeAuthorization = { readonly type?: string; readonly credentials?: SecretKeySelector };

export type Authorization = SafeAuthorization & { readonly credentialsFile?: string };

export type ProxyConfig = {
  readonly proxyUrl?: string;
  readonly noProxy?: string;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyConnectHeader?: Readonly<Record<string, readonly SecretKeySelector[]>>;
};

export type OAuth2 = ProxyConfig & {
  readonly clientId: SecretOrConfigMap;
  readonly clientSecret: SecretKeySelector;
  readonly tokenUrl: string;
  readonly scopes?: readonly string[];
  readonly endpointParams?: Readonly<Record<string, string>>;
  readonly tlsConfig?: SafeTlsConfig;
};

/** Who the client is, and whether it follows redirects. */
export type HttpConfigWithoutTls = {
  readonly authorization?: SafeAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly oauth2?: OAuth2;
  readonly bearerTokenSecret?: SecretKeySelector;
  readonly followRedirects?: boolean;
  readonly enableHttp2?: boolean;
};

export type HttpConfig = HttpConfigWithoutTls & { readonly tlsConfig?: SafeTlsConfig };
