import type { Authorization, ConnectionConfig } from "../../sim/prometheus/prometheus-config.ts";
import { asNode, type Field, type Fields, optional } from "../fields/read.ts";
import { boolean, text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt, type Place } from "../place.ts";
import { section } from "./section.ts";

const maybeText: Field<string> = optional(text, "");
const ignored: Field<Node | undefined> = optional(asNode, undefined);

const tlsConfig = section("config.plain", {
  ...{ ca: maybeText, cert: maybeText, key: maybeText, ca_file: maybeText, cert_file: maybeText, key_file: maybeText },
  ...{ ca_ref: maybeText, cert_ref: maybeText, key_ref: maybeText, server_name: maybeText },
  ...{ insecure_skip_verify: optional(boolean, false), min_version: maybeText, max_version: maybeText },
});

const basicAuth = section("config.plain", {
  ...{ username: maybeText, username_file: maybeText, username_ref: maybeText },
  ...{ password: maybeText, password_file: maybeText, password_ref: maybeText },
});

const authorizationFields = section("config.Authorization", {
  ...{
    type: optional(text, "Bearer"),
    credentials: maybeText,
    credentials_file: maybeText,
    credentials_ref: maybeText,
  },
});

interface Tls {
  readonly insecure_skip_verify: boolean;
  readonly ca_file: string;
  readonly cert_file: string;
  readonly key_file: string;
  readonly server_name: string;
}

const noTls: Tls = { insecure_skip_verify: false, ca_file: "", cert_file: "", key_file: "", server_name: "" };

/** What is read of the fields of an HTTP client. */
export interface ConnectionValues {
  readonly tls_config: Tls;
  readonly basic_auth: { readonly username: string } | undefined;
  readonly authorization: { readonly type: string; readonly credentials_file: string } | undefined;
  readonly oauth2: Node | undefined;
  readonly bearer_token: string;
  readonly bearer_token_file: string;
  readonly follow_redirects: boolean;
  readonly enable_http2: Node | undefined;
  readonly proxy_url: Node | undefined;
  readonly no_proxy: Node | undefined;
  readonly proxy_from_environment: Node | undefined;
  readonly proxy_connect_header: Node | undefined;
  readonly http_headers: Node | undefined;
}

/** The fields of an HTTP client, which stand among those of a job. */
export const connectionFields: Fields<ConnectionValues> = {
  tls_config: optional(tlsConfig, noTls),
  basic_auth: optional(basicAuth, undefined),
  authorization: optional(authorizationFields, undefined),
  oauth2: ignored,
  bearer_token: maybeText,
  bearer_token_file: maybeText,
  follow_redirects: optional(boolean, true),
  enable_http2: ignored,
  proxy_url: ignored,
  no_proxy: ignored,
  proxy_from_environment: ignored,
  proxy_connect_header: ignored,
  http_headers: ignored,
};

/** How to connect, or an error in upstream's words. Source: prometheus/common v0.71.0 config/http_config.go (Validate) */
export function connectionOf(values: ConnectionValues, place: Place): ConnectionConfig {
  const wrong = contradiction(values);
  if (wrong !== undefined) throw errorAt(place, wrong);
  const { tls_config: tls } = values;
  return {
    authorization: authorizationOf(values),
    tls: {
      insecureSkipVerify: tls.insecure_skip_verify,
      ...{ caFile: tls.ca_file, certFile: tls.cert_file, keyFile: tls.key_file, serverName: tls.server_name },
    },
    followRedirects: values.follow_redirects,
  };
}

function contradiction(values: ConnectionValues): string | undefined {
  const { authorization, basic_auth: basic, oauth2 } = values;
  const [token, file] = [values.bearer_token !== "", values.bearer_token_file !== ""];
  if (token && file) return "at most one of bearer_token & bearer_token_file must be configured";
  const hasOther = basic !== undefined || oauth2 !== undefined;
  if (hasOther && (token || file)) {
    return "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured";
  }
  if (authorization !== undefined) {
    if (token || file) return "authorization is not compatible with bearer_token & bearer_token_file";
    if (authorization.type.trim().toLowerCase() === "basic") {
      return 'authorization type cannot be set to "basic", use "basic_auth" instead';
    }
  }
  const given = [basic, oauth2, authorization].filter((one) => one !== undefined).length;
  return given > 1 ? "at most one of basic_auth, oauth2 & authorization must be configured" : undefined;
}

function authorizationOf(values: ConnectionValues): Authorization {
  const { authorization, basic_auth: basic, bearer_token: token, bearer_token_file: file } = values;
  if (basic !== undefined) return { kind: "basic", username: basic.username };
  if (values.oauth2 !== undefined) return { kind: "oauth2" };
  if (authorization !== undefined) {
    const type = authorization.type.trim() || "Bearer";
    return { kind: "token", type, credentialsFile: authorization.credentials_file || undefined };
  }
  if (token === "" && file === "") return { kind: "none" };
  return { kind: "token", type: "Bearer", credentialsFile: file || undefined };
}
