import fc from "fast-check";
import { expect, test } from "vitest";
import { containerStats, nodeStats, podStats, scraped } from "../../fixtures/metrics-server/stats.ts";
import { formatSpan } from "../generic-apiserver/go-duration.ts";
import { seconds } from "../units.ts";
import type { LogLine } from "./log.ts";
import { createStorage, type MetricsBatch, type Storage } from "./storage.ts";

/** 2023-11-14T22:13:20Z; the times of the tables are seconds from then. */
const zeroMs = 1_700_000_000_000;
const mebibyte = 1024 * 1024;

type Point = {
  readonly container?: string;
  readonly start?: number;
  readonly at: number;
  readonly cpu: number;
  readonly mebi: number;
};

/** A batch of a pod with these containers, and of its node. */
const batchOf = (points: readonly Point[]): MetricsBatch => {
  const containers = points.map(({ container = "container1", start = 0, at, cpu, mebi }) =>
    containerStats(container, {
      startUs: (zeroMs + start * 1000) * 1000,
      timestampMs: zeroMs + at * 1000,
      cpuNanoseconds: cpu * 1e9,
      memoryBytes: mebi * mebibyte,
    }),
  );
  const pods = points.length === 0 ? [] : [podStats("ns1", "pod1", containers)];
  return [scraped(nodeStats("node1", { timestampMs: zeroMs, cpuNanoseconds: 1, memoryBytes: 1 }), pods)];
};

/** The answer about the pod: seconds from zero, the window as printed, and cores and MiB of each container. */
function podAnswer(storage: Storage): unknown {
  const item = storage.pod({ namespace: "ns1", name: "pod1", labels: {} });
  if (item === undefined) return undefined;
  const usage = item.metrics.containers.map(({ name, cpuNanocores, memoryMillibytes }) => [
    name,
    Number(cpuNanocores) / 1e9,
    Number(memoryMillibytes) / 1000 / mebibyte,
  ]);
  return { at: item.metrics.timestamp / 1e6 - zeroMs / 1000, window: formatSpan(item.window), usage };
}

const createTested = (resolutionSeconds = 60): Storage =>
  createStorage({ metricResolution: seconds(resolutionSeconds), log: () => {} });

/** Source: metrics-server v0.9.0 pkg/storage/pod_test.go, with a metric resolution of 60 seconds. */
const podCases: readonly { title: string; batches: readonly (readonly Point[])[]; ready: boolean; answer: unknown }[] =
  [
    {
      title: "one sample of a container that has run for long is not enough",
      batches: [[{ at: 120, cpu: 1, mebi: 4 }]],
      ready: false,
      answer: undefined,
    },
    {
      title: "two samples give CPU as the mean rate between them and memory as it was last",
      batches: [[{ at: 120, cpu: 1, mebi: 4 }], [{ at: 125, cpu: 6, mebi: 5 }]],
      ready: true,
      answer: { at: 125, window: "5s", usage: [["container1", 1, 5]] },
    },
    {
      title: "a pod that the last batch does not have is forgotten",
      batches: [[{ at: 120, cpu: 1, mebi: 4 }], [{ at: 125, cpu: 6, mebi: 5 }], []],
      ready: false,
      answer: undefined,
    },
    {
      title: "timestamp and window are those of the earliest container",
      batches: [
        [
          { at: 110, cpu: 1, mebi: 4 },
          { container: "container2", at: 115, cpu: 2, mebi: 5 },
        ],
        [
          { at: 120, cpu: 6, mebi: 6 },
          { container: "container2", at: 125, cpu: 7, mebi: 7 },
        ],
      ],
      ready: true,
      answer: {
        at: 120,
        window: "10s",
        usage: [
          ["container1", 0.5, 6],
          ["container2", 0.5, 7],
        ],
      },
    },
    {
      title: "the same sample twice is one sample",
      batches: [[{ at: 110, cpu: 1, mebi: 4 }], [{ at: 110, cpu: 1, mebi: 4 }]],
      ready: false,
      answer: undefined,
    },
    {
      title: "a restarted container is compared with its start",
      batches: [[{ at: 10, cpu: 1, mebi: 4 }], [{ start: 15, at: 25, cpu: 5, mebi: 5 }]],
      ready: true,
      answer: { at: 25, window: "10s", usage: [["container1", 0.5, 5]] },
    },
    {
      title: "a container whose CPU time decreased is left out of the item",
      batches: [[{ at: 110, cpu: 20, mebi: 4 }], [{ at: 120, cpu: 10, mebi: 4 }]],
      ready: true,
      answer: { at: -zeroMs / 1000 - 62_135_596_800, window: "0s", usage: [] },
    },
    {
      title: "a sample older than both stored ones takes the place of both",
      batches: [[{ at: 1115, cpu: 20, mebi: 4 }], [{ at: 1125, cpu: 40, mebi: 4 }], [{ at: 115, cpu: 10, mebi: 4 }]],
      ready: false,
      answer: undefined,
    },
    {
      title: "a sample between the stored ones takes the place of the last",
      batches: [[{ at: 115, cpu: 10, mebi: 4 }], [{ at: 125, cpu: 50, mebi: 5 }], [{ at: 120, cpu: 35, mebi: 5 }]],
      ready: true,
      answer: { at: 120, window: "5s", usage: [["container1", 5, 5]] },
    },
    {
      title: "a fresh container is compared with its start",
      batches: [[{ at: 10, cpu: 10, mebi: 4 }]],
      ready: true,
      answer: { at: 10, window: "10s", usage: [["container1", 1, 4]] },
    },
    {
      title: "a container that starts after its sample is not fresh",
      batches: [[{ at: -10, cpu: 10, mebi: 4 }]],
      ready: false,
      answer: undefined,
    },
    {
      title: "a container of less than ten seconds is too fresh",
      batches: [[{ at: 9, cpu: 10, mebi: 4 }]],
      ready: false,
      answer: undefined,
    },
    {
      title: "a pod is left out while one of its containers has no second sample",
      batches: [
        [{ at: 110, cpu: 1, mebi: 4 }],
        [
          { at: 120, cpu: 6, mebi: 6 },
          { container: "container2", at: 120, cpu: 8, mebi: 5 },
        ],
      ],
      ready: true,
      answer: undefined,
    },
  ];

test.for(podCases)("$title", ({ batches, ready, answer }) => {
  const storage = createTested();
  for (const points of batches) storage.store(batchOf(points));
  expect({ ready: storage.podsReady(), answer: podAnswer(storage) }).toEqual({ ready, answer });
});

// The rest was seen by running metrics-server v0.9.0.

test("a container is fresh up to, and without, the metric resolution", () => {
  const ages = [9.999, 10, 14.999, 15].map((at) => {
    const storage = createTested(15);
    storage.store(batchOf([{ at, cpu: 1, mebi: 4 }]));
    return storage.podsReady();
  });
  expect(ages).toEqual([false, true, true, false]);
});

test("a lone container without news is compared with the year 1", () => {
  const storage = createTested(15);
  const second = { container: "container2", at: 12, cpu: 1, mebi: 5 };
  storage.store(
    batchOf([
      { at: 0, cpu: 0.01, mebi: 4 },
      { ...second, at: 0, cpu: 0.01 },
    ]),
  );
  storage.store(batchOf([{ at: 17, cpu: 3, mebi: 4 }, second]));
  const withoutPair = podAnswer(storage);
  storage.store(
    batchOf([
      { at: 17, cpu: 3, mebi: 4 },
      { ...second, at: 27, cpu: 2 },
    ]),
  );
  expect([withoutPair, podAnswer(storage)]).toEqual([
    undefined,
    {
      at: 17,
      window: "2562047h47m16.854775807s",
      usage: [
        ["container1", 0, 4],
        ["container2", 0.066666666, 5],
      ],
    },
  ]);
});

test.for([
  { what: "CPU", point: { at: 125, cpu: 0, mebi: 5 } },
  { what: "memory", point: { at: 125, cpu: 6, mebi: 0 } },
])("a pod with a container without $what is left out and forgotten", ({ point }) => {
  const storage = createTested();
  const other = { container: "container2", at: 120, cpu: 1, mebi: 4 };
  storage.store(batchOf([{ at: 120, cpu: 1, mebi: 4 }, other]));
  storage.store(batchOf([point, { ...other, at: 125 }]));
  const left = podAnswer(storage);
  storage.store(
    batchOf([
      { at: 130, cpu: 7, mebi: 5 },
      { ...other, at: 130, cpu: 2 },
    ]),
  );
  expect([left, podAnswer(storage)]).toEqual([undefined, undefined]);
});

test("a window from the start has the nanoseconds that a float64 leaves of it", () => {
  const storage = createTested(15);
  storage.store(batchOf([{ start: 0.001002, at: 12.345, cpu: 1, mebi: 4 }]));
  expect(podAnswer(storage)).toEqual({ at: 12, window: "12.343998016s", usage: [["container1", 0.08101103, 4]] });
});

test("the first of two pods of one name in a batch counts, and the other is logged", () => {
  const log: LogLine[] = [];
  const storage = createStorage({ metricResolution: seconds(60), log: (line) => log.push(line) });
  const pod = (cpuNanoseconds: number) =>
    podStats("ns1", "pod1", [containerStats("web", { timestampMs: zeroMs, cpuNanoseconds, memoryBytes: 1 })]);
  const node = nodeStats("node1", { timestampMs: zeroMs, cpuNanoseconds: 1, memoryBytes: 1 });
  storage.store([scraped(node, [pod(1)]), scraped({ ...node, name: "node2" }, [pod(2)])]);
  expect(log).toEqual([{ severity: "error", verbosity: 0, text: '"Got duplicate pod point" pod="ns1/pod1"' }]);
});

test("says when it becomes ready and ceases to be", () => {
  const log: string[] = [];
  const storage = createStorage({ metricResolution: seconds(60), log: ({ text }) => log.push(text) });
  const node = (at: number) =>
    nodeStats("node1", { timestampMs: zeroMs + at * 1000, cpuNanoseconds: 1e9, memoryBytes: 1 });
  const pods = batchOf([{ at: 10, cpu: 1, mebi: 4 }])[0]!.stats.pods;
  storage.store([scraped(node(0), [])]);
  storage.store([scraped(node(10), [])]);
  storage.store([scraped(node(20), pods)]);
  storage.store([]);
  storage.store([scraped(node(40), pods)]);
  expect(log).toEqual([
    '"Metric storage is not ready, pod metrics are missing, this may indicate a container-runtime or kubelet issue" nodeMetrics=true podMetrics=false',
    '"Metric storage is ready" nodeMetrics=true podMetrics=true',
    '"Metric storage is not ready" nodeMetrics=false podMetrics=false',
    '"Metric storage is not ready, node metrics are missing, this may indicate a kubelet issue" nodeMetrics=false podMetrics=true',
  ]);
});

type NodeCase = {
  readonly title: string;
  /** Seconds, core-seconds and MiB; undefined for a batch without the node. */
  readonly samples: readonly (readonly [at: number, cpu: number, mebi: number] | undefined)[];
  readonly ready: boolean;
  /** Window, cores and MiB. */
  readonly answer: readonly [string, number, number] | undefined;
};

/** Source: metrics-server v0.9.0 pkg/storage/node_test.go. */
const nodeCases: readonly NodeCase[] = [
  { title: "one sample is not enough", samples: [[10, 10, 2]], ready: false, answer: undefined },
  {
    title: "two samples give a rate",
    samples: [
      [10, 10, 2],
      [20, 20, 3],
    ],
    ready: true,
    answer: ["10s", 1, 3],
  },
  {
    title: "the same sample twice is one sample",
    samples: [
      [10, 10, 2],
      [10, 10, 2],
    ],
    ready: false,
    answer: undefined,
  },
  {
    title: "less CPU time than before gives no answer",
    samples: [
      [15, 50, 3],
      [25, 10, 5],
    ],
    ready: true,
    answer: undefined,
  },
  {
    title: "a sample older than both stored ones takes the place of both",
    samples: [
      [15, 10, 3],
      [35, 50, 5],
      [5, 6, 2],
    ],
    ready: false,
    answer: undefined,
  },
  {
    title: "a sample between the stored ones takes the place of the last",
    samples: [
      [15, 10, 1],
      [35, 50, 4],
      [25, 35, 2],
    ],
    ready: true,
    answer: ["10s", 2.5, 2],
  },
];

/** Seen by running metrics-server v0.9.0. */
const moreNodeCases: readonly NodeCase[] = [
  {
    title: "a failed scrape makes it unknown until there are two more",
    samples: [[10, 10, 2], [20, 20, 3], undefined, [40, 40, 3]],
    ready: false,
    answer: undefined,
  },
  {
    title: "the last sample again changes nothing",
    samples: [
      [10, 10, 2],
      [20, 20, 3],
      [20, 20, 3],
    ],
    ready: true,
    answer: ["10s", 1, 3],
  },
  {
    title: "one without CPU time makes it unknown",
    samples: [
      [10, 10, 2],
      [20, 20, 3],
      [30, 0, 3],
    ],
    ready: false,
    answer: undefined,
  },
  {
    title: "one without memory makes it unknown",
    samples: [
      [10, 10, 2],
      [20, 20, 3],
      [30, 30, 0],
    ],
    ready: false,
    answer: undefined,
  },
];

test.for([...nodeCases, ...moreNodeCases])("of a node: $title", ({ samples, ready, answer }) => {
  const storage = createTested();
  for (const sample of samples) {
    const [at = 0, cpu = 0, mebi = 0] = sample ?? [];
    const numbers = { timestampMs: zeroMs + at * 1000, cpuNanoseconds: cpu * 1e9, memoryBytes: mebi * mebibyte };
    storage.store(sample === undefined ? [] : [scraped(nodeStats("node1", numbers), [])]);
  }
  const item = storage.node({ name: "node1", labels: {} });
  const answered = item && [
    formatSpan(item.window),
    Number(item.metrics.cpuNanocores) / 1e9,
    Number(item.metrics.memoryMillibytes) / 1000 / mebibyte,
  ];
  expect({ ready: storage.nodesReady(), answer: answered }).toEqual({ ready, answer });
});

test("keeps what it answers about a pod as long as nothing is new", () => {
  const storage = createTested();
  storage.store(batchOf([{ at: 110, cpu: 1, mebi: 4 }]));
  const second = batchOf([{ at: 120, cpu: 2, mebi: 4 }]);
  storage.store(second);
  const labels = { app: "web" };
  const first = storage.pod({ namespace: "ns1", name: "pod1", labels });
  storage.store(second);
  expect(storage.pod({ namespace: "ns1", name: "pod1", labels })?.metrics).toBe(first?.metrics);
  expect(first?.metrics.labels).toBe(labels);
});

test("seconds that were printed and read may be a nanosecond less", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 50 }), fc.integer({ min: 0, max: 2 ** 40 }), (before, used) => {
      const storage = createTested();
      storage.store(batchOf([{ at: 100, cpu: before / 1e9, mebi: 1 }]));
      storage.store(batchOf([{ at: 101, cpu: (before + used) / 1e9, mebi: 1 }]));
      const item = storage.pod({ namespace: "ns1", name: "pod1", labels: {} });
      const nanocores = Number(item?.metrics.containers[0]?.cpuNanocores);
      expect(Math.abs(nanocores - used)).toBeLessThanOrEqual(1);
    }),
  );
});
