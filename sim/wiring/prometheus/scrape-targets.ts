import type { ApiReply, ApiRequest } from "../../api.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { JobConfig } from "../../prometheus/prometheus-config.ts";
import type { Scrape, ScrapeReply, ScrapeRequest } from "../../prometheus/scrape/ports.ts";
import { type FaultsNow, wrongAnswer } from "../faults.ts";
import { answerWithoutTls, connect, httpAnswerToHttps, type NetworkPorts, parseUrl, type Server } from "../network.ts";
import { statusText } from "../status-text.ts";

export type ScrapingSettings = {
  readonly kernel: Kernel;
  readonly network: NetworkPorts;
  readonly faults: FaultsNow;
  /** Where Prometheus itself runs: short names of Services are of this namespace. */
  readonly namespace: string;
  /** How the targets of a job are connected to; undefined for a job that is not there any more. */
  readonly connectionOf: (jobName: string) => JobConfig["connection"] | undefined;
};

/** Scrapes whatever listens at a target's URL, as a Go client would. */
export function createScrape(settings: ScrapingSettings): Scrape {
  const { kernel, network, faults, namespace } = settings;
  return (request, done) => {
    const url = parseUrl(request.url);
    if (url === undefined) {
      done({ kind: "failure", text: "unsupported protocol scheme" });
      return;
    }
    const connection = connect(url, namespace, { network, faults });
    if (connection.kind === "silence") return;
    if (connection.kind === "failure") {
      done(connection);
      return;
    }
    const { server, fault } = connection;
    const answer = (): void => {
      const wrong = wrongAnswer(fault);
      done(wrong === undefined ? ask(settings, server, { request, url }) : replyOf(wrong));
    };
    if (fault?.kind === "slow") kernel.after(fault.delay, answer);
    else answer();
  };
}

type Asked = { readonly request: ScrapeRequest; readonly url: NonNullable<ReturnType<typeof parseUrl>> };

function ask({ connectionOf }: ScrapingSettings, server: Server, { request, url }: Asked): ScrapeReply {
  const connection = connectionOf(request.jobName);
  if (url.scheme === "https" && server.scheme === "http") {
    return { kind: "failure", text: httpAnswerToHttps };
  }
  if (url.scheme === "http" && server.scheme === "https") {
    return textReply(400, answerWithoutTls);
  }
  const fault = server.scheme === "https" ? certificateFault(server, connection) : undefined;
  if (fault !== undefined) return { kind: "failure", text: `tls: failed to verify certificate: ${fault}` };
  if (server.asksWho && connection?.authorization.kind !== "token") return textReply(401, "Unauthorized");
  return replyOf(server.handle(requestOf(request, url)));
}

/** Without an authority that it trusts, a client knows no certificate of the cluster. Source: go1.26 crypto/x509 */
function certificateFault(server: Server, connection: JobConfig["connection"] | undefined): string | undefined {
  if (connection?.tls.insecureSkipVerify) return undefined;
  const isTrusting = (connection?.tls.caFile ?? "") !== "";
  return server.certificateFault ?? (isTrusting ? undefined : "x509: certificate signed by unknown authority");
}

const requestOf = ({ accept }: ScrapeRequest, { path, query }: Asked["url"]): ApiRequest => ({
  ...{ method: "GET", path, query, body: "" },
  headers: { accept },
  peer: { user: "", groups: [] },
});

function replyOf(reply: ApiReply): ScrapeReply {
  if (reply.kind === "fault") return { kind: "failure", text: reply.text };
  if (reply.kind === "stream") return { kind: "failure", text: "unexpected EOF" };
  const { status, headers, body } = reply;
  return { kind: "text", status, reason: statusText(status), contentType: headers["content-type"] ?? "", body };
}

const textReply = (status: number, body: string): ScrapeReply => ({
  ...{ kind: "text", status, reason: statusText(status), body },
  contentType: "text/plain; charset=utf-8",
});
