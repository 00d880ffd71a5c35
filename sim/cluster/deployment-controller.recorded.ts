/**
 * What the Deployment and ReplicaSet controllers of Kubernetes v1.36.3 did to a Deployment to which this happened, step by
 * step: the action, what it led to, and the messages of the events ScalingReplicaSet without the words "replica set".
 *
 * `T1 3/3/2` is the ReplicaSet of template T1 with its `spec.replicas`, `status.replicas` and `status.availableReplicas`.
 * Then come the Deployment's replicas, updated, ready, available and unavailable replicas, and its conditions.
 */
export type RecordedStep = readonly [action: string, outcome: string, events: readonly string[]];

export const recordedRollouts: readonly (readonly RecordedStep[])[] = [
  [
    [
      "create 6 replicas, surge 10% unavailable 10%, history 1",
      "T0 6/6/0 | 6 6 0 0 6 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T0 from 0 to 6"],
    ],
    [
      "ready 2",
      "T0 6/6/2 | 6 6 2 2 4 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "ready 60",
      "T0 6/6/6 | 6 6 6 6 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "template T1",
      "T0 6/6/6, T1 1/1/0 | 7 1 6 6 1 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T1 from 0 to 1"],
    ],
    [
      "pause",
      "T0 6/6/6, T1 1/1/0 | 7 1 6 6 1 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 1",
      "T0 6/6/6, T1 1/1/1 | 7 1 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "template T2",
      "T0 6/6/6, T1 1/1/1 | 7 0 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 60",
      "T0 6/6/6, T1 1/1/1 | 7 0 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 60",
      "T0 6/6/6, T1 1/1/1 | 7 0 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 1 unready",
      "T0 6/6/6, T1 1/1/1 | 7 0 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy surge 1 unavailable 0%",
      "T0 6/6/6, T1 1/1/1 | 7 0 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "scale to 2",
      "T0 2/2/2, T1 0/0/0 | 2 0 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      ["Scaled down T0 from 6 to 3", "Scaled down T1 from 1 to 0", "Scaled down T0 from 3 to 2"],
    ],
    [
      "ready 2",
      "T0 2/2/2, T1 0/0/0 | 2 0 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 2",
      "T0 2/2/2, T1 0/0/0 | 2 0 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "resume",
      "T0 2/2/2, T1 0/0/0, T2 1/1/0 | 3 1 2 2 1 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T2 from 0 to 1"],
    ],
    [
      "ready 100",
      "T1 0/0/0, T2 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      ["Scaled down T0 from 2 to 1", "Scaled up T2 from 1 to 2", "Scaled down T0 from 1 to 0"],
    ],
  ],
  [
    [
      "create 4 replicas, surge 100% unavailable 2, history 0",
      "T0 4/4/0 | 4 4 0 0 4 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T0 from 0 to 4"],
    ],
    [
      "template T0",
      "T0 4/4/0 | 4 4 0 0 4 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "ready 3",
      "T0 4/4/3 | 4 4 3 3 1 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "resume",
      "T0 4/4/3 | 4 4 3 3 1 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "template T1",
      "T0 2/2/2, T1 4/4/0 | 6 4 2 2 4 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T1 from 0 to 4", "Scaled down T0 from 4 to 3", "Scaled down T0 from 3 to 2"],
    ],
    [
      "pause",
      "T0 2/2/2, T1 6/6/0 | 8 6 2 2 6 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      ["Scaled up T1 from 4 to 6"],
    ],
    [
      "delete 1 ready",
      "T0 2/2/1, T1 6/6/0 | 8 6 1 1 7 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy surge 3 unavailable 1",
      "T0 2/2/1, T1 5/5/0 | 7 5 1 1 6 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      ["Scaled down T1 from 6 to 5"],
    ],
    [
      "ready 3",
      "T0 2/2/1, T1 5/5/3 | 7 5 4 4 3 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 3",
      "T0 2/2/2, T1 5/5/5 | 7 5 7 7 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "scale to 0",
      "T1 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      ["Scaled down T1 from 5 to 0", "Scaled down T0 from 2 to 0"],
    ],
    [
      "ready 1",
      "T1 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 3",
      "T1 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "scale to 5",
      "T1 5/5/0 | 5 5 0 0 5 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      ["Scaled up T1 from 0 to 5"],
    ],
    [
      "delete 1 unready",
      "T1 5/5/0 | 5 5 0 0 5 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 3",
      "T1 5/5/3 | 5 5 3 3 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 3",
      "T1 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 2",
      "T1 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "resume",
      "T1 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "ready 100",
      "T1 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
  ],
  [
    [
      "create 2 replicas, surge 4 unavailable 50%, history 2",
      "T0 2/2/0 | 2 2 0 0 2 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T0 from 0 to 2"],
    ],
    [
      "strategy surge 3 unavailable 100%",
      "T0 2/2/0 | 2 2 0 0 2 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "delete 3 ready",
      "T0 2/2/0 | 2 2 0 0 2 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "scale to 0",
      "T0 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      ["Scaled down T0 from 2 to 0"],
    ],
    [
      "scale to 5",
      "T0 5/5/0 | 5 5 0 0 5 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      ["Scaled up T0 from 0 to 5"],
    ],
    [
      "template T1",
      "T0 0/0/0, T1 5/5/0 | 5 5 0 0 5 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T1 from 0 to 3", "Scaled down T0 from 5 to 0", "Scaled up T1 from 3 to 5"],
    ],
    [
      "delete 1 unready",
      "T0 0/0/0, T1 5/5/0 | 5 5 0 0 5 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "delete 3 unready",
      "T0 0/0/0, T1 5/5/0 | 5 5 0 0 5 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "ready 60",
      "T0 0/0/0, T1 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "strategy surge 10% unavailable 0",
      "T0 0/0/0, T1 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "template T2",
      "T0 0/0/0, T1 5/5/5, T2 1/1/0 | 6 1 5 5 1 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T2 from 0 to 1"],
    ],
    [
      "scale to 0",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      ["Scaled down T1 from 5 to 0", "Scaled down T2 from 1 to 0"],
    ],
    [
      "strategy surge 4 unavailable 10%",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "pause",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "template T1",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy surge 0 unavailable 50%",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "resume",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "template T3",
      "T1 0/0/0, T2 0/0/0, T3 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "resume",
      "T1 0/0/0, T2 0/0/0, T3 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "ready 100",
      "T1 0/0/0, T2 0/0/0, T3 0/0/0 | 0 0 0 0 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
  ],
  [
    [
      "create 3 replicas, surge 3 unavailable 10%, history 10",
      "T0 3/3/0 | 3 3 0 0 3 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T0 from 0 to 3"],
    ],
    [
      "scale to 2",
      "T0 2/2/0 | 2 2 0 0 2 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled down T0 from 3 to 2"],
    ],
    [
      "template T1",
      "T0 2/2/0, T1 2/2/0 | 4 2 0 0 4 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T1 from 0 to 2"],
    ],
    [
      "strategy surge 50% unavailable 0%",
      "T0 2/2/0, T1 2/2/0 | 4 2 0 0 4 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "ready 60",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      ["Scaled down T0 from 2 to 1", "Scaled down T0 from 1 to 0"],
    ],
    [
      "pause",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy surge 25% unavailable 0%",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "pause",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 3 ready",
      "T0 0/0/0, T1 2/2/0 | 2 2 0 0 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 3",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 3",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 3 ready",
      "T0 0/0/0, T1 2/2/0 | 2 2 0 0 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 60",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 2",
      "T0 0/0/0, T1 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "template T2",
      "T0 0/0/0, T1 2/2/2 | 2 0 2 2 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "resume",
      "T0 0/0/0, T1 2/2/2, T2 1/1/0 | 3 1 2 2 1 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T2 from 0 to 1"],
    ],
    [
      "ready 100",
      "T0 0/0/0, T1 0/0/0, T2 2/2/2 | 2 2 2 2 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      ["Scaled down T1 from 2 to 1", "Scaled up T2 from 1 to 2", "Scaled down T1 from 1 to 0"],
    ],
  ],
  [
    [
      "create 9 replicas, surge 10% unavailable 0, history 10",
      "T0 9/9/0 | 9 9 0 0 9 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T0 from 0 to 9"],
    ],
    [
      "ready 60",
      "T0 9/9/9 | 9 9 9 9 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "ready 2",
      "T0 9/9/9 | 9 9 9 9 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "ready 3",
      "T0 9/9/9 | 9 9 9 9 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
    [
      "pause",
      "T0 9/9/9 | 9 9 9 9 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy Recreate",
      "T0 9/9/9 | 9 9 9 9 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 2 ready",
      "T0 9/9/7 | 9 9 7 7 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy surge 25% unavailable 1",
      "T0 9/9/7 | 9 9 7 7 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "template T1",
      "T0 9/9/7 | 9 0 7 7 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "template T2",
      "T0 9/9/7 | 9 0 7 7 2 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy surge 2 unavailable 2",
      "T0 9/9/7 | 9 0 7 7 2 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 3 unready",
      "T0 9/9/7 | 9 0 7 7 2 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 2 ready",
      "T0 9/9/5 | 9 0 5 5 4 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 60",
      "T0 9/9/9 | 9 0 9 9 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 2 unready",
      "T0 9/9/9 | 9 0 9 9 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "scale to 5",
      "T0 5/5/5 | 5 0 5 5 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      ["Scaled down T0 from 9 to 5"],
    ],
    [
      "ready 3",
      "T0 5/5/5 | 5 0 5 5 0 | Available True MinimumReplicasAvailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "resume",
      "T0 3/3/3, T2 4/4/0 | 7 4 3 3 4 | Available True MinimumReplicasAvailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T2 from 0 to 2", "Scaled down T0 from 5 to 3", "Scaled up T2 from 2 to 4"],
    ],
    [
      "ready 100",
      "T0 0/0/0, T2 5/5/5 | 5 5 5 5 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [
        "Scaled down T0 from 3 to 2",
        "Scaled up T2 from 4 to 5",
        "Scaled down T0 from 2 to 1",
        "Scaled down T0 from 1 to 0",
      ],
    ],
  ],
  [
    [
      "create 8 replicas, surge 0 unavailable 25%, history 2",
      "T0 8/8/0 | 8 8 0 0 8 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled up T0 from 0 to 8"],
    ],
    [
      "delete 3 unready",
      "T0 8/8/0 | 8 8 0 0 8 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "pause",
      "T0 8/8/0 | 8 8 0 0 8 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "template T1",
      "T0 8/8/0 | 8 0 0 0 8 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 3 ready",
      "T0 8/8/0 | 8 0 0 0 8 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "scale to 16",
      "T0 16/16/0 | 16 0 0 0 16 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      ["Scaled up T0 from 8 to 16"],
    ],
    [
      "strategy surge 2 unavailable 2",
      "T0 16/16/0 | 16 0 0 0 16 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 1",
      "T0 16/16/1 | 16 0 1 1 15 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "strategy Recreate",
      "T0 16/16/1 | 16 0 1 1 15 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 2",
      "T0 16/16/3 | 16 0 3 3 13 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "delete 2 unready",
      "T0 16/16/3 | 16 0 3 3 13 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 1",
      "T0 16/16/4 | 16 0 4 4 12 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "ready 2",
      "T0 16/16/6 | 16 0 6 6 10 | Available False MinimumReplicasUnavailable; Progressing Unknown DeploymentPaused",
      [],
    ],
    [
      "resume",
      "T0 0/0/0, T1 16/16/0 | 16 16 0 0 16 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled down T0 from 16 to 0", "Scaled up T1 from 0 to 16"],
    ],
    [
      "template T2",
      "T0 0/0/0, T1 0/0/0, T2 16/16/0 | 16 16 0 0 16 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled down T1 from 16 to 0", "Scaled up T2 from 0 to 16"],
    ],
    [
      "resume",
      "T0 0/0/0, T1 0/0/0, T2 16/16/0 | 16 16 0 0 16 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "template T3",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0, T3 16/16/0 | 16 16 0 0 16 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      ["Scaled down T2 from 16 to 0", "Scaled up T3 from 0 to 16"],
    ],
    [
      "resume",
      "T0 0/0/0, T1 0/0/0, T2 0/0/0, T3 16/16/0 | 16 16 0 0 16 | Available False MinimumReplicasUnavailable; Progressing True ReplicaSetUpdated",
      [],
    ],
    [
      "ready 100",
      "T1 0/0/0, T2 0/0/0, T3 16/16/16 | 16 16 16 16 0 | Available True MinimumReplicasAvailable; Progressing True NewReplicaSetAvailable",
      [],
    ],
  ],
];
