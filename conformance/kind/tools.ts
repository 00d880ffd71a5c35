import { type ContainerEngine, findContainerEngine } from "./container-engine.ts";
import { findKind, type KindProgram } from "./find-kind.ts";
import type { Environment } from "./probe.ts";

/** What every call of kind needs. */
export type KindTools = {
  readonly kind: KindProgram;
  readonly engine: ContainerEngine;
  readonly environment: Environment;
};

/** Finds kind and a container engine; an InputError says what is missing. */
export async function findKindTools(environment: Environment = process.env): Promise<KindTools> {
  return { kind: await findKind(environment), engine: await findContainerEngine(environment), environment };
}

/** The command with which a person deletes a cluster. */
export function deleteCommand({ engine, kind }: KindTools, name: string): string {
  const provider = engine.name === "docker" ? "" : `KIND_EXPERIMENTAL_PROVIDER=${engine.name} `;
  return `${provider}${kind.path} delete cluster --name ${name}`;
}
