import { writeFileSync } from "node:fs";
import { callKind, KindError } from "./call-kind.ts";
import { type ClusterOrder, configIn, kubeconfigIn } from "./cluster-order.ts";

/** Beyond the wait for the control plane: a node image may have to be downloaded first. */
const makingSecondsMax = 900;

/** `kind create cluster`; whatever comes of it is left where it is. `onStart` hears the process that makes it. */
export async function callCreate(order: ClusterOrder, onStart: (pid: number) => void): Promise<void> {
  const { tools, name, image, waitSeconds, folder, signal } = order;
  writeFileSync(configIn(folder), order.config);
  const words = [
    ...["create", "cluster", "--name", name, "--config", configIn(folder)],
    ...["--kubeconfig", kubeconfigIn(folder), "--wait", `${waitSeconds}s`],
    // What failed is to be looked at before it is deleted.
    "--retain",
    ...(image === undefined ? [] : ["--image", image]),
  ];
  const secondsMax = waitSeconds + makingSecondsMax;
  const { stderr } = await callKind(tools, { words, secondsMax, signal, onStart, advice: adviceOn });
  // For kind this is no failure.
  // Source: kind v0.33.0 pkg/cluster/internal/create/actions/waitforready/waitforready.go
  if (!stderr.includes("Timed out waiting for Ready")) return;
  const what = `cluster ${name} is not ready ${waitSeconds} s after it was made`;
  throw new KindError(`${what}\nWait longer, or look into its logs.`, { stderr });
}

const knownIssues = "https://kind.sigs.k8s.io/docs/user/known-issues/";

function adviceOn(stderr: string): string {
  const known = causes.find(([sign]) => sign.test(stderr));
  return known === undefined ? `What often is the cause: ${knownIssues}` : known[1];
}

/** What kind says, and what helps. */
const causes: readonly (readonly [sign: RegExp, advice: string])[] = [
  [
    /port is already allocated|address already in use/i,
    "Another program has taken a port that was free a moment ago. Run again: each run chooses anew.",
  ],
  [
    /failed to pull image/i,
    "The container engine neither has the node image nor can get it. Name one that it has, or see to its access to the registry.",
  ],
  [
    /wait-control-plane|is not healthy after/,
    "A component of the control plane does not come up. The end of its own log says why: see the folder containers in the logs.",
  ],
  [/no space left on device/i, "The disk is full. What the container engine no longer needs: docker system prune"],
  [
    /too many open files/i,
    `The machine allows too few inotify instances: sudo sysctl fs.inotify.max_user_instances=512 (${knownIssues}#pod-errors-due-to-too-many-open-files)`,
  ],
];
