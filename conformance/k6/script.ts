import { InputError } from "../../input/input-error.ts";
import { visible } from "../../input/visible-text.ts";
import { invariant } from "../../sim/invariant.ts";
import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import { type Duration, microseconds, seconds, toSeconds } from "../../sim/units.ts";
import { type K6Load, type K6Order, podHeader, sampleNames, unansweredMax } from "./order.ts";
import { arrivalStages } from "./stages.ts";

/** Requests under way when their load ends are waited for, but not longer than this. */
const gracefulStopMax = seconds(10);

/** The longest that a run is put off, so that it begins at an agreed instant. */
export const startDelayMax: Duration = seconds(600);

/** In which variable the script finds the agreed instant, and what it says when it begins. */
export const startVariable = "KUBEWIND_START_AT_MS";
export const beginsPattern: RegExp = /kubewind: the load begins at (\d+)/;

/**
 * The text of a k6 script, in TypeScript, that plays an order. It runs by itself, too: `k6 run FILE`.
 *
 * An InputError for more clients than `unansweredMax`.
 */
export function k6Script(order: K6Order): string {
  const { scenario, loads, requestTimeout } = order;
  for (const { name, startTime, duration } of loads) {
    invariant(/^[-_0-9A-Za-z]+$/.test(name), "loads have names that k6 takes");
    invariant(loads.filter((other) => other.name === name).length === 1, "no two loads have one name");
    invariant(startTime >= 0 && duration > 0, "a load begins after the script and goes on for a while");
  }
  refuseCrowds(loads);
  return `// The load of scenario ${JSON.stringify(visible(scenario))}, written by kubewind for k6.

import { sleep } from "k6";
import exec from "k6/execution";
import http from "k6/http";
import { Counter, Trend } from "k6/metrics";
import type { Options } from "k6/options";

export const options: Options = {
  discardResponseBodies: true,
  // What stands before the pods balances connections, not requests: each request needs a connection of its own.
  noConnectionReuse: true,
  noVUConnectionReuse: true,
  systemTags: ["scenario", "status", "error_code"],
  setupTimeout: ${quoted(microseconds(startDelayMax + seconds(60)))},
  scenarios: {
${loads.map((load) => scenarioText(load, requestTimeout)).join("\n")}
  },
};
${functions(requestTimeout)}`;
}

function refuseCrowds(loads: readonly K6Load[]): void {
  const crowds = loads.filter(({ shape }) => shape.kind === "closed" && shape.clients > unansweredMax);
  if (crowds.length === 0) return;
  const hint = `A replay plays at most ${unansweredMax}. Give fewer clients with a shorter think time, or a rate.`;
  throw new InputError(
    crowds.map(({ name, shape }) => {
      const clients = shape.kind === "closed" ? shape.clients : 0;
      return { message: `load.${name} has ${clients} clients, too many to be played by k6`, hint };
    }),
  );
}

const quoted = (duration: Duration): string => JSON.stringify(formatGoDuration(duration));

function scenarioText(load: K6Load, requestTimeout: Duration): string {
  const gracefulStop = microseconds(Math.min(requestTimeout, gracefulStopMax));
  const lines = [
    ...shapeLines(load, requestTimeout),
    `startTime: ${quoted(load.startTime)},`,
    `gracefulStop: ${quoted(gracefulStop)},`,
  ];
  return [`    ${JSON.stringify(load.name)}: {`, ...lines.map((line) => `      ${line}`), "    },"].join("\n");
}

function shapeLines(load: K6Load, requestTimeout: Duration): readonly string[] {
  const { url, duration, shape } = load;
  if (shape.kind === "closed") {
    const env = { URL: url, CLIENTS: `${shape.clients}`, THINK_SECONDS: `${toSeconds(shape.think)}` };
    return [
      'executor: "constant-vus",',
      'exec: "client",',
      `env: ${objectText(env)},`,
      `vus: ${shape.clients},`,
      // k6 takes no shorter one.
      `duration: ${quoted(microseconds(Math.max(seconds(1), duration)))},`,
    ];
  }
  const { timeUnit, startRate, stages } = arrivalStages(shape.rate, duration);
  const highest = stages.reduce((most, { target }) => Math.max(most, target), startRate) / toSeconds(timeUnit);
  return [
    'executor: "ramping-arrival-rate",',
    'exec: "arrival",',
    `env: ${objectText({ URL: url })},`,
    `// Rates are requests per ${toSeconds(timeUnit)} s. A stage without duration is a jump.`,
    `timeUnit: "${toSeconds(timeUnit)}s",`,
    `startRate: ${startRate},`,
    "stages: [",
    ...stages.map((stage) => `  { duration: ${quoted(stage.duration)}, target: ${stage.target} },`),
    "],",
    ...virtualUserLines(Math.ceil(highest * toSeconds(requestTimeout)) + 1, load.unansweredMax ?? unansweredMax),
  ];
}

const objectText = (entries: Readonly<Record<string, string>>): string =>
  `{ ${Object.entries(entries)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(", ")} }`;

/** All there can be from the start: k6 drops the request for which it would have to make one. */
function virtualUserLines(wanted: number, most: number): readonly string[] {
  const count = Math.min(wanted, most);
  const because = count < wanted ? `no more, of ${wanted} that could be` : "as many as can be";
  return [
    `// Requests that can be unanswered at once: ${because} when nothing is answered. A further one is dropped, and counted.`,
    `preAllocatedVUs: ${count},`,
    `maxVUs: ${count},`,
  ];
}

const functions = (requestTimeout: Duration): string => `
const started = new Counter(${JSON.stringify(sampleNames.started)});
const ended = new Trend(${JSON.stringify(sampleNames.ended)}, true);

/** Waits for the instant that was agreed upon, if there is one, and says when the load begins. */
export function setup(): void {
  const startAtMs = Number(__ENV[${JSON.stringify(startVariable)}] ?? 0);
  sleep(Math.max(0, startAtMs - Date.now()) / 1000);
  console.info(\`kubewind: the load begins at \${Date.now()}\`);
}

/** One request of an open load. */
export function arrival(): void {
  ask();
}

/** One turn of a client: it asks, waits for the answer, and thinks. */
export function client(): void {
  const thinkSeconds = Number(__ENV["THINK_SECONDS"]);
  const clients = Number(__ENV["CLIENTS"]);
  // The first time they ask one after another within a think time, because they would go on in step.
  const turn = exec.scenario.iterationInTest;
  if (turn < clients) sleep((thinkSeconds * turn) / clients);
  const isAnswered = ask();
  // Where nobody answers, asking again at once would be a storm.
  sleep(isAnswered ? thinkSeconds : Math.max(1, thinkSeconds));
}

function ask(): boolean {
  started.add(1);
  const beganMs = exec.instance.currentTestRunDuration;
  const response = http.get(__ENV["URL"] ?? "", { timeout: ${quoted(requestTimeout)}, redirects: 0 });
  ended.add(exec.instance.currentTestRunDuration - beganMs, {
    status: \`\${response.status}\`,
    error_code: \`\${response.error_code}\`,
    pod: response.headers[${JSON.stringify(podHeader)}] ?? "",
  });
  return response.status !== 0;
}

/** No summary: kubewind reads the samples. */
export function handleSummary(): Record<string, string> {
  return {};
}
`;
