import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export type BoundedLoad = {
  readonly port: number;
  readonly requestsPerSecond: number;
  readonly seconds: number;
};

/** How many requests were answered with 200; any other answer or failure is an error. */
export type LoadAnswers = { readonly served: number };

/** A request that has not been answered by then is an error. */
const answerWithinMs = 120_000;

/** Sends requests at even distances over loopback, each on a connection of its own, and waits for all answers. */
export async function sendLoad({ port, requestsPerSecond, seconds }: BoundedLoad): Promise<LoadAnswers> {
  const start = performance.now();
  const answers: Promise<number>[] = [];
  for (let index = 0; index < requestsPerSecond * seconds; index++) {
    const untilDueMs = start + (index * 1000) / requestsPerSecond - performance.now();
    if (untilDueMs > 0) await sleep(untilDueMs);
    answers.push(request(port));
  }
  const statuses = await Promise.all(answers);
  const odd = statuses.find((status) => status !== 200);
  if (odd !== undefined) throw new Error(`the workload answered ${odd} instead of 200`);
  return { served: statuses.length };
}

function request(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = get({ host: "127.0.0.1", port, agent: false, timeout: answerWithinMs }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", reject);
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${answerWithinMs / 1000} s`)));
    sent.on("error", reject);
  });
}
