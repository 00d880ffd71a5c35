import { InputError } from "../../input/input-error.ts";
import { type Environment, probe } from "./probe.ts";

/** The program `kind`. */
export type KindProgram = {
  /** As it is called: a path, or a name in PATH. */
  readonly path: string;
  /** `v0.33.0` */
  readonly version: string;
};

const howToGetIt =
  "Get it: go install sigs.k8s.io/kind@v0.33.0 (into the bin folder of `go env GOPATH`)\n" +
  "or https://kind.sigs.k8s.io/docs/user/quick-start/#installation.\n" +
  "KUBEWIND_KIND names one that is not in PATH.";

/** Finds `kind` in PATH, or where `KUBEWIND_KIND` says; otherwise an InputError says how to get it. */
export async function findKind(environment: Environment = process.env): Promise<KindProgram> {
  const given = environment["KUBEWIND_KIND"] ?? "";
  const path = given === "" ? "kind" : given;
  const asked = await probe(path, ["version"], environment);
  if (asked.kind === "absent") {
    const message = given === "" ? "kind is not in PATH" : `KUBEWIND_KIND is "${given}", and there is no such program`;
    throw new InputError([{ message, hint: howToGetIt }]);
  }
  if (asked.kind === "failed") {
    throw new InputError([{ message: `${path} version: ${asked.because}`, hint: howToGetIt }]);
  }
  const [, version] = /^kind (v\d\S*)/.exec(asked.text) ?? [];
  if (version !== undefined) return { path, version };
  throw new InputError([{ message: `${path} is not kind: its version is "${asked.text}"`, hint: howToGetIt }]);
}
