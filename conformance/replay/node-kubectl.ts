import { ExecaError, execa } from "execa";
import type { KindTools } from "../kind/tools.ts";

/** kubectl of the cluster's own node, so that it has the cluster's release and nobody needs one of their own. */
export type Kubectl = (words: readonly string[], input?: string) => Promise<string>;

/** kubectl refused, failed, or did not end in time. */
export class KubectlError extends Error {
  override readonly name = "KubectlError";
}

const secondsMax = 60;

export const nodeKubectl =
  (tools: KindTools, cluster: string, signal: AbortSignal): Kubectl =>
  async (words, input = "") => {
    const inNode = ["exec", "-i", `${cluster}-control-plane`, "kubectl", "--kubeconfig=/etc/kubernetes/admin.conf"];
    try {
      const { stdout } = await execa(tools.engine.name, [...inNode, ...words], {
        ...{ env: tools.environment, extendEnv: false, input, timeout: secondsMax * 1000, cancelSignal: signal },
        // Ctrl-C at the terminal ends the run in order, not this call before the others.
        detached: true,
      });
      return stdout;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ExecaError)) throw error;
      throw new KubectlError(`kubectl ${words.join(" ")}: ${error.stderr || error.shortMessage}`, { cause: error });
    }
  };

/** Objects as `kubectl apply -f -` takes them. */
export const asList = (objects: readonly unknown[]): string =>
  JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
