import type { Target } from "../conformance/replay/target.ts";
import { InputError } from "../input/input-error.ts";
import type { ReplayOptions } from "./options.ts";

/** What scenarios are played on, and who minds Ctrl-C meanwhile. */
export type ChosenTarget = {
  readonly target: Target;
  /** It has something to clean up, and ends by itself when it is interrupted. */
  readonly endsItself: boolean;
};

/** The target that the options name. Only what it needs is loaded. */
export async function chosenTarget(options: ReplayOptions): Promise<ChosenTarget> {
  switch (options.on) {
    case "simulated": {
      refuseClusterOptions(options);
      const { simulatedTarget } = await import("../conformance/replay/simulated-target.ts");
      return { target: simulatedTarget, endsItself: false };
    }
    case "kind": {
      const { kindTarget } = await import("../conformance/replay/kind-target.ts");
      const { cluster, keep, image = process.env["KUBEWIND_NODE_IMAGE"] } = options;
      const target = kindTarget({
        ...(cluster === undefined ? {} : { cluster }),
        ...(image === undefined || image === "" ? {} : { image }),
        keep,
      });
      return { target, endsItself: true };
    }
  }
}

/** Options that would do nothing are a mistake. */
function refuseClusterOptions({ cluster, image, keep }: ReplayOptions): void {
  const given = [
    ...(cluster === undefined ? [] : ["--cluster"]),
    ...(image === undefined ? [] : ["--image"]),
    ...(keep ? ["--keep"] : []),
  ];
  if (given.length === 0) return;
  const message = `${given.join(", ")}: --on simulated has no cluster`;
  throw new InputError([{ message, hint: "Leave it out, or replay on a cluster: --on kind" }]);
}
