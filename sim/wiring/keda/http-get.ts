import type { ApiReply } from "../../api.ts";
import type { TriggerSources } from "../../keda/ports.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { goQuote } from "../../kubernetes/go-text.ts";
import type { FaultKind } from "../../scenario.ts";
import { milliseconds } from "../../units.ts";
import { distrust, type FaultsNow, wrongAnswer } from "../faults.ts";
import { answerWithoutTls, connect, httpAnswerToHttps, type NetworkPorts, parseUrl, type Server } from "../network.ts";

export type HttpGetSettings = {
  readonly kernel: Kernel;
  readonly network: NetworkPorts;
  readonly faults: FaultsNow;
};

/** What KEDA's pods take a bare name of a Service to be of. */
const operatorNamespace = "keda";

/** `KEDA_HTTP_DEFAULT_TIMEOUT`. Source: keda v2.21.0 cmd/operator/main.go */
const timeout = milliseconds(3000);

const timedOut = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";

/** The HTTP client of KEDA's scalers: it follows the cluster's network, and loses its patience after 3 seconds. */
export function createHttpGet({ kernel, network, faults }: HttpGetSettings): TriggerSources["get"] {
  return ({ url, headers }, done) => {
    const fail = (text: string): void => done({ kind: "failed", text: `Get ${goQuote(url)}: ${text}` });
    const parsed = parseUrl(url);
    if (parsed === undefined) {
      const [, scheme = ""] = /^([a-z][a-z0-9+.-]*):/i.exec(url) ?? [];
      fail(`unsupported protocol scheme ${goQuote(scheme)}`);
      return;
    }
    const connection = connect(parsed, operatorNamespace, { network, faults });
    if (connection.kind === "failure") {
      fail(connection.text);
      return;
    }
    if (connection.kind === "silence") {
      kernel.after(timeout, () => fail(timedOut));
      return;
    }
    const { server, fault } = connection;
    const mismatch = schemeFault(parsed, server, fault);
    if (mismatch !== undefined) {
      fail(mismatch);
    } else if (parsed.scheme !== server.scheme) {
      done({ kind: "answered", status: 400, body: answerWithoutTls });
    } else if (fault?.kind === "slow" && fault.delay > timeout) {
      kernel.after(timeout, () => fail(timedOut));
    } else {
      const { path, query } = parsed;
      const request = {
        ...{ method: "GET", path, query, body: "", peer: { user: "", groups: [] } },
        headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      };
      const answer = (): void => {
        const reply = textOf(wrongAnswer(fault) ?? server.handle(request));
        if (reply.kind === "failed") fail(reply.text);
        else done(reply);
      };
      if (fault?.kind === "slow") kernel.after(fault.delay, answer);
      else answer();
    }
  };
}

type Asked = Pick<NonNullable<ReturnType<typeof parseUrl>>, "scheme" | "host">;

/** What a client with TLS makes of a server. Source: go1.26 net/http, crypto/tls */
function schemeFault({ scheme, host }: Asked, server: Server, fault: FaultKind | undefined): string | undefined {
  if (scheme === "http") return undefined;
  if (server.scheme === "http") return httpAnswerToHttps;
  const own = server.certificateFault;
  return own === undefined ? distrust(fault, host) : `tls: failed to verify certificate: ${own}`;
}

const textOf = (reply: ApiReply): Parameters<Parameters<TriggerSources["get"]>[1]>[0] => {
  if (reply.kind === "whole") return { kind: "answered", status: reply.status, body: reply.body };
  return { kind: "failed", text: reply.kind === "fault" ? reply.text : "unexpected EOF" };
};
