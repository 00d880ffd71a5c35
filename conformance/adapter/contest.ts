import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type { ApiHandler } from "../../sim/api.ts";
import { askOurs } from "../prometheus/ask.ts";
import { compareAnswers as comparePrometheus, haveSameElements } from "../prometheus/compare.ts";
import { type ApiServer, startApiServer } from "./api-server.ts";
import type { Answer, Call } from "./call.ts";
import { anyCall, type Listed } from "./calls.ts";
import { compareAnswers, compareAsked, compareStart, type Difference } from "./compare.ts";
import type { GeneratedConfig } from "./configs.ts";
import { type OurAdapter, startOurAdapter } from "./ours.ts";
import { type Exchange, type PrometheusProxy, startPrometheusProxy } from "./prometheus-proxy.ts";
import { type RealAdapter, startRealAdapter } from "./real-adapter.ts";

/** A call with what Prometheus said meanwhile and what the real adapter answered. */
export interface PlayedCall {
  readonly call: Call;
  readonly exchanges: readonly Exchange[];
  readonly answer: Answer;
}

/** What the real adapter made of a config. */
export interface PlayedConfig extends Pick<GeneratedConfig, "text" | "relistMinutes" | "maxAgeMinutes"> {
  /** When it was started, in milliseconds since the epoch. */
  readonly at: number;
  /** The error with which it exited; absent for one that ran. */
  readonly exit?: string;
  readonly listing: readonly Exchange[];
  readonly calls: readonly PlayedCall[];
}

/** A difference, with what led to it. */
export interface FoundDifference extends Difference {
  readonly config: string;
  readonly call?: Call;
  readonly exchanges: readonly Exchange[];
}

/** What became of one config. */
export interface Round {
  readonly played: PlayedConfig;
  readonly differences: readonly FoundDifference[];
  /** Answers of Prometheus, and of them those that are not our Prometheus's. */
  readonly exchanges: number;
  readonly otherExchanges: readonly { readonly real: Exchange; readonly ours: string }[];
}

/** Both adapters, in one world. */
export interface Contest {
  /** Starts both with a config and asks both so many generated calls. */
  readonly play: (config: GeneratedConfig, calls: { readonly count: number; readonly seed: number }) => Promise<Round>;
  readonly stop: () => Promise<void>;
}

/** A contest over the Prometheus at an address; `ourPrometheus` has the same samples, and its clock stands where it is told. */
export async function openContest(given: {
  readonly program: string;
  readonly prometheus: string;
  readonly ourPrometheus: (atMs: number) => ApiHandler;
}): Promise<Contest> {
  const folder = mkdtempSync(path.join(process.env["TMPDIR"] ?? "/tmp", "prometheus-adapter-"));
  const [apiServer, proxy] = [await startApiServer(), await startPrometheusProxy(given.prometheus)];
  return {
    play: async (config, calls) => {
      const round = await playRound({ program: given.program, folder, apiServer, proxy }, config, calls);
      const exchanges = [...round.played.listing, ...round.played.calls.flatMap((one) => one.exchanges)];
      return { ...round, exchanges: exchanges.length, otherExchanges: differing(exchanges, given.ourPrometheus) };
    },
    stop: async () => {
      await proxy.stop();
      await apiServer.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Surroundings {
  readonly program: string;
  readonly folder: string;
  readonly apiServer: ApiServer;
  readonly proxy: PrometheusProxy;
}

async function playRound(
  surroundings: Surroundings,
  config: GeneratedConfig,
  calls: { readonly count: number; readonly seed: number },
): Promise<Pick<Round, "played" | "differences">> {
  const { proxy } = surroundings;
  const { text, relistMinutes, maxAgeMinutes, listings, hasResourceRules } = config;
  const at = Date.now();
  proxy.setFault(undefined);
  const real = await startRealAdapter(surroundings, {
    ...{ config: text, flags: flagsOf(config), hasResourceRules },
    listings: [...listings.custom, ...listings.external],
  });
  try {
    const listing = proxy.take();
    const ours = startOurAdapter({ ...{ text, relistMinutes, maxAgeMinutes, at }, listing });
    const exit = real.kind === "exited" ? { exit: real.message } : {};
    const started = { ...{ text, relistMinutes, maxAgeMinutes, at, listing }, ...exit };
    const wrongStart = compareStart(ours, exit.exit);
    if (wrongStart !== undefined || ours.kind === "exited" || real.kind === "exited") {
      const differences = wrongStart === undefined ? [] : [{ ...wrongStart, config: text, exchanges: listing }];
      return { played: { ...started, calls: [] }, differences };
    }
    const wrongListing = compareAsked(ours.asked, listing);
    const asked = await askBoth({ real, ours, proxy }, config, calls);
    const differences = wrongListing === undefined ? [] : [{ ...wrongListing, config: text, exchanges: listing }];
    return {
      played: { ...started, calls: asked.calls },
      differences: [...differences, ...asked.differences.map((one) => ({ ...one, config: text }))],
    };
  } finally {
    if (real.kind === "running") await real.stop();
  }
}

const flagsOf = ({ relistMinutes, maxAgeMinutes, verb }: GeneratedConfig): readonly string[] => [
  ...[`--metrics-relist-interval=${relistMinutes}m`, `--prometheus-verb=${verb}`],
  ...(maxAgeMinutes === undefined ? [] : [`--metrics-max-age=${maxAgeMinutes}m`]),
];

interface Pair {
  readonly real: RealAdapter & { readonly kind: "running" };
  readonly ours: OurAdapter & { readonly kind: "running" };
  readonly proxy: PrometheusProxy;
}

type CallDifference = Omit<FoundDifference, "config">;

async function askBoth(
  { real, ours, proxy }: Pair,
  config: GeneratedConfig,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<{ readonly calls: readonly PlayedCall[]; readonly differences: readonly CallDifference[] }> {
  const calls: PlayedCall[] = [];
  const differences: CallDifference[] = [];
  const askOne = async (call: Call): Promise<Answer> => {
    proxy.setFault(call.fault);
    const answer = await real.ask(call);
    const exchanges = proxy.take();
    calls.push({ call, exchanges, answer });
    const mine = ours.ask(call, exchanges);
    const wrong = compareAnswers(mine.answer, answer) ?? compareAsked(mine.asked, exchanges, call);
    if (wrong !== undefined) differences.push({ ...wrong, call, exchanges });
    return answer;
  };
  const documents: Answer[] = [];
  for (const path of documentPaths) documents.push(await askOne({ method: "GET", path }));
  const listed = listedIn(documents, config);
  for (const call of fc.sample(anyCall(listed), { seed, numRuns: Math.max(1, count - documents.length) }))
    await askOne(call);
  return { calls, differences };
}

const documentPaths = ["/apis/custom.metrics.k8s.io/v1beta1", "/apis/external.metrics.k8s.io/v1beta1"];

function listedIn([custom, external]: readonly Answer[], config: GeneratedConfig): Listed {
  return {
    ...{ custom: namesIn(custom), external: namesIn(external) },
    hasCustom: config.listings.custom.length > 0,
    hasExternal: config.listings.external.length > 0,
    hasResource: config.hasResourceRules,
  };
}

/** In order, so that a seed leads to the same calls again. */
function namesIn(answer: Answer | undefined): readonly string[] {
  if (answer?.status !== 200) return [];
  const { resources }: { resources?: readonly { readonly name: string }[] } = JSON.parse(answer.body);
  return (resources ?? []).map(({ name }) => name).sort();
}

function differing(exchanges: readonly Exchange[], ours: (atMs: number) => ApiHandler): Round["otherExchanges"] {
  return exchanges.flatMap((real) => {
    const { path: where, parameters, status, body } = real;
    // What never came to Prometheus.
    if (status === 0 || !body.startsWith('{"status"') || body.includes('"errorType":"unavailable"')) return [];
    const time = parameters.find(([name]) => name === "time")?.[1];
    const handler = ours(time === undefined ? Date.now() : Math.round(Number(time) * 1000));
    const mine = askOurs(handler, { method: "GET", path: where, parameters: [...parameters] });
    const contentType = mine.contentType;
    const theirs = { status, contentType, body };
    if (comparePrometheus(mine, theirs, true) !== "different" || haveSameElements(mine, theirs)) return [];
    return [{ real, ours: `${mine.status} ${mine.body}` }];
  });
}
