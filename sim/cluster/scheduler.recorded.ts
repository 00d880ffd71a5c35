/** What kube-scheduler of Kubernetes v1.36.3, with its default configuration, did with pods that came one after the other. */
export type RecordedPlacements = {
  readonly nodes: readonly {
    readonly name: string;
    readonly cpu: number;
    readonly memory: number;
    readonly pods: number;
    readonly labels: Readonly<Record<string, string>>;
  }[];
  /** Each selects the pods of the app of its name. */
  readonly services: readonly string[];
  readonly workloads: readonly {
    readonly name: string;
    readonly app: string;
    readonly hash: string;
    /** In milli-units. */
    readonly requests: Readonly<Record<string, number>>;
    /** Its pods have no ReplicaSet. */
    readonly isBare: boolean;
    readonly nodeSelector: Readonly<Record<string, string>>;
  }[];
  /** `web on node-1` was there before; `web to node-2` was placed where one node was the best; `web fails: …` was not placed. */
  readonly steps: readonly string[];
};

export const recordedPlacements: readonly RecordedPlacements[] = [
  {
    nodes: [
      {
        name: "node-1",
        cpu: 3836,
        memory: 13782426082,
        pods: 5,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-2",
        cpu: 10330,
        memory: 3745151187,
        pods: 8,
        labels: {
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-3",
        cpu: 1082,
        memory: 3997269307,
        pods: 8,
        labels: {
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-4",
        cpu: 6337,
        memory: 40345261612,
        pods: 110,
        labels: {
          disk: "ssd",
        },
      },
      {
        name: "node-5",
        cpu: 11494,
        memory: 32000039716,
        pods: 5,
        labels: {
          "topology.kubernetes.io/zone": "z0",
        },
      },
      {
        name: "node-6",
        cpu: 5297,
        memory: 9231063380,
        pods: 110,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-7",
        cpu: 4875,
        memory: 33030786804,
        pods: 110,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-8",
        cpu: 14776,
        memory: 4594736750,
        pods: 5,
        labels: {
          "topology.kubernetes.io/zone": "z0",
        },
      },
      {
        name: "node-9",
        cpu: 7886,
        memory: 22014718634,
        pods: 8,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-10",
        cpu: 12230,
        memory: 29844022501,
        pods: 110,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z2",
        },
      },
    ],
    services: ["app1"],
    workloads: [
      {
        name: "app0-0",
        app: "app0",
        hash: "h0",
        requests: {
          memory: 734003200000,
        },
        isBare: false,
        nodeSelector: {},
      },
      {
        name: "app0-1",
        app: "app0",
        hash: "h1",
        requests: {},
        isBare: false,
        nodeSelector: {},
      },
      {
        name: "app1-0",
        app: "app1",
        hash: "h0",
        requests: {
          cpu: 50,
          memory: 3145728000000,
        },
        isBare: false,
        nodeSelector: {},
      },
      {
        name: "app1-1",
        app: "app1",
        hash: "h1",
        requests: {
          cpu: 3000,
          memory: 3145728000000,
        },
        isBare: false,
        nodeSelector: {},
      },
    ],
    steps: [
      "app1-0 on node-8",
      "app0-0 terminating node-7",
      "app1-1 terminating node-5",
      "app1-1 on node-3",
      "app1-0 terminating node-2",
      "app0-1 terminating node-1",
      "app1-0 on node-2",
      "app1-0 to node-4",
      "app1-1 to node-4",
      "app1-0 to node-4",
      "app0-1 to node-4",
      "app1-0 to node-9",
      "app0-0 to node-4",
      "app1-0 to node-4",
      "app1-0 to node-10",
      "app0-1 to node-4",
      "app1-1 to node-4",
      "app1-1 to node-9",
      "app0-0 to node-4",
      "app0-0 to node-7",
      "app0-0 to node-6",
      "app1-1 to node-5",
      "app0-0 to node-5",
      "app1-0 to node-1",
      "app1-0 to node-5",
      "app0-0 to node-10",
      "app1-0 to node-7",
      "app1-0 to node-6",
      "app0-0 to node-1",
      "app0-0 to node-8",
      "app0-0 to node-4",
      "app0-0 to node-9",
      "app0-0 to node-10",
      "app0-0 to node-4",
      "app1-1 to node-10",
    ],
  },
  {
    nodes: [
      {
        name: "node-1",
        cpu: 5313,
        memory: 65166068906,
        pods: 8,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-2",
        cpu: 13690,
        memory: 52660821769,
        pods: 5,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-3",
        cpu: 4570,
        memory: 24434832196,
        pods: 110,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-4",
        cpu: 10713,
        memory: 56726664477,
        pods: 8,
        labels: {
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-5",
        cpu: 1773,
        memory: 29071749236,
        pods: 110,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-6",
        cpu: 13657,
        memory: 37219035430,
        pods: 110,
        labels: {
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-7",
        cpu: 3297,
        memory: 17509575296,
        pods: 110,
        labels: {
          "topology.kubernetes.io/zone": "z2",
        },
      },
      {
        name: "node-8",
        cpu: 16839,
        memory: 2541464940,
        pods: 110,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z2",
        },
      },
    ],
    services: [],
    workloads: [
      {
        name: "app0-0",
        app: "app0",
        hash: "h0",
        requests: {
          cpu: 3000,
          memory: 3145728000000,
        },
        isBare: false,
        nodeSelector: {},
      },
      {
        name: "app0-1",
        app: "app0",
        hash: "h1",
        requests: {
          cpu: 900,
          memory: 209715200000,
        },
        isBare: false,
        nodeSelector: {},
      },
    ],
    steps: [
      "app0-1 on node-7",
      "app0-1 on node-7",
      "app0-1 on node-7",
      "app0-0 on node-8",
      "app0-0 terminating node-2",
      "app0-0 on node-2",
      "app0-0 to node-1",
      "app0-1 to node-3",
      "app0-1 to node-5",
      "app0-0 to node-6",
      "app0-0 to node-3",
      "app0-0 to node-4",
      "app0-1 to node-6",
      "app0-1 to node-1",
      "app0-0 to node-6",
      "app0-1 to node-4",
      "app0-0 to node-4",
      "app0-1 to node-2",
      "app0-1 to node-1",
      "app0-0 to node-2",
      "app0-0 to node-6",
      "app0-1 to node-4",
      "app0-1 to node-2",
      "app0-1 to node-6",
      "app0-1 to node-4",
      "app0-1 to node-6",
      "app0-1 to node-4",
      "app0-1 to node-6",
      "app0-1 to node-4",
      "app0-1 to node-6",
      "app0-1 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 6 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 8 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 6 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 8 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 6 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 8 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 6 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 8 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 6 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 8 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
      "app0-0 fails: 0/8 nodes are available: 1 Insufficient memory, 1 Too many pods, 7 Insufficient cpu. no new claims to deallocate, preemption: 0/8 nodes are available: 2 Preemption is not helpful for scheduling, 6 No preemption victims found for incoming pod.",
    ],
  },
  {
    nodes: [
      {
        name: "node-1",
        cpu: 6616,
        memory: 2234643449,
        pods: 5,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-2",
        cpu: 13799,
        memory: 41685257160,
        pods: 8,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-3",
        cpu: 5851,
        memory: 7330238453,
        pods: 5,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-4",
        cpu: 4303,
        memory: 6601219758,
        pods: 110,
        labels: {
          disk: "ssd",
          "topology.kubernetes.io/zone": "z0",
        },
      },
    ],
    services: ["app0"],
    workloads: [
      {
        name: "app0-0",
        app: "app0",
        hash: "h0",
        requests: {
          cpu: 50,
          memory: 67108864000,
        },
        isBare: false,
        nodeSelector: {},
      },
      {
        name: "app0-1",
        app: "app0",
        hash: "h1",
        requests: {
          cpu: 250,
          memory: 3145728000000,
        },
        isBare: false,
        nodeSelector: {},
      },
    ],
    steps: [
      "app0-1 on node-1",
      "app0-1 to node-2",
      "app0-1 to node-4",
      "app0-0 to node-3",
      "app0-1 to node-2",
      "app0-0 to node-4",
      "app0-1 to node-3",
      "app0-0 to node-2",
      "app0-1 to node-4",
      "app0-0 to node-2",
      "app0-1 to node-2",
      "app0-1 to node-3",
      "app0-0 to node-4",
      "app0-0 to node-2",
      "app0-0 to node-4",
      "app0-1 to node-2",
      "app0-1 to node-2",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-0 to node-3",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-0 to node-4",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-1 fails: 0/4 nodes are available: 1 Too many pods, 3 Insufficient memory. no new claims to deallocate, preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.",
      "app0-0 to node-3",
    ],
  },
  {
    nodes: [
      {
        name: "node-1",
        cpu: 2000,
        memory: 4294967296,
        pods: 5,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-2",
        cpu: 2000,
        memory: 4294967296,
        pods: 110,
        labels: {
          "topology.kubernetes.io/zone": "z0",
        },
      },
      {
        name: "node-3",
        cpu: 2000,
        memory: 4294967296,
        pods: 110,
        labels: {},
      },
      {
        name: "node-4",
        cpu: 2000,
        memory: 4294967296,
        pods: 8,
        labels: {
          "topology.kubernetes.io/zone": "z1",
        },
      },
      {
        name: "node-5",
        cpu: 2000,
        memory: 4294967296,
        pods: 8,
        labels: {
          disk: "ssd",
        },
      },
      {
        name: "node-6",
        cpu: 2000,
        memory: 4294967296,
        pods: 110,
        labels: {
          "topology.kubernetes.io/zone": "z0",
        },
      },
    ],
    services: ["app0", "app1", "app2"],
    workloads: [
      {
        name: "app0-0",
        app: "app0",
        hash: "h0",
        requests: {
          memory: 734003200000,
        },
        isBare: false,
        nodeSelector: {},
      },
      {
        name: "app1-0",
        app: "app1",
        hash: "h0",
        requests: {},
        isBare: true,
        nodeSelector: {
          disk: "ssd",
        },
      },
      {
        name: "app1-1",
        app: "app1",
        hash: "h1",
        requests: {
          cpu: 3000,
          memory: 209715200000,
        },
        isBare: true,
        nodeSelector: {},
      },
      {
        name: "app2-0",
        app: "app2",
        hash: "h0",
        requests: {
          cpu: 3000,
        },
        isBare: false,
        nodeSelector: {
          disk: "ssd",
        },
      },
      {
        name: "app2-1",
        app: "app2",
        hash: "h1",
        requests: {
          cpu: 100,
          memory: 209715200000,
        },
        isBare: false,
        nodeSelector: {},
      },
    ],
    steps: [
      "app2-1 on node-3",
      "app2-1 on node-4",
      "app1-1 terminating node-2",
      "app1-1 on node-5",
      "app2-1 on node-4",
      "app0-0 to node-3",
      "app2-0 fails: 0/6 nodes are available: 1 Insufficient cpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app2-0 fails: 0/6 nodes are available: 1 Insufficient cpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app1-0 to node-5",
      "app1-1 fails: 0/6 nodes are available: 6 Insufficient cpu. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app0-0 to node-5",
      "app2-1 to node-3",
      "app2-0 fails: 0/6 nodes are available: 1 Insufficient cpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app1-0 to node-5",
      "app0-0 to node-3",
      "app2-0 fails: 0/6 nodes are available: 1 Insufficient cpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app1-1 fails: 0/6 nodes are available: 6 Insufficient cpu. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app2-0 fails: 0/6 nodes are available: 1 Insufficient cpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app1-0 to node-5",
      "app2-0 fails: 0/6 nodes are available: 1 Insufficient cpu, 5 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app1-1 fails: 0/6 nodes are available: 6 Insufficient cpu. no new claims to deallocate, preemption: 0/6 nodes are available: 6 Preemption is not helpful for scheduling.",
      "app1-0 to node-5",
      "app0-0 to node-5",
      "app2-1 to node-6",
      "app2-1 to node-3",
    ],
  },
];
