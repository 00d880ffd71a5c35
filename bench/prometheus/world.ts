/** Series of one step; the same for the real engine and for ours. */
export interface BenchWorld {
  readonly startMs: number;
  readonly stepMs: number;
  readonly series: readonly BenchSeries[];
}

export interface BenchSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** From the start on, one a step. */
  readonly values: readonly number[];
}

const podCount = 200;
const stepMs = 15_000;
/** An hour and a range before it. */
const stepCount = 280;

export const startMs = 1_700_000_000_000;
export const endMs: number = startMs + (stepCount - 1) * stepMs;

/** The pods that have series. */
export const pods: readonly string[] = Array.from({ length: podCount }, (_, at) => `web-7d9c5b8f6d-${at}`);

const codes = ["200", "201", "204", "301", "400", "401", "404", "429", "500", "503"];
const bounds = ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"];

/** Of a hundred requests, so many are within each bound. */
const below = [4, 10, 20, 36, 52, 68, 80, 90, 98, 100];

/** Ten counters and ten buckets a pod; now and then a pod starts anew. */
export function createWorld(): BenchWorld {
  const series: BenchSeries[] = [];
  for (const [at, pod] of pods.entries()) {
    const target = { namespace: "shop", pod, job: "web", instance: `10.0.${at >> 8}.${at & 255}:8080` };
    for (const [turn, code] of codes.entries()) {
      const labels = { ["__name__"]: "http_requests_total", ...target, code, method: turn % 2 === 0 ? "GET" : "POST" };
      series.push({ labels, values: counted(at * codes.length + turn, at, 40) });
    }
    for (const [turn, le] of bounds.entries()) {
      const labels = { ["__name__"]: "http_request_duration_seconds_bucket", ...target, le };
      series.push({ labels, values: counted(at, at, below[turn]!) });
    }
  }
  return { startMs, stepMs, series };
}

/** Rises unevenly by up to `most` a step. */
function counted(seed: number, pod: number, most: number): readonly number[] {
  let state = seed * 2654435761 + 1;
  let total = 0;
  return Array.from({ length: stepCount }, (_, step) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (step > 0 && (step + pod * 7) % 97 === 0) total = 0;
    total += Math.floor((state / 2 ** 32) * most);
    return total;
  });
}
