import type { Cause } from "./fields/field.ts";

/** Why a manifest is not admitted. */
export type Rejection = {
  /** As kubectl prints it, without the name of the file. */
  readonly message: string;
  /** What is wrong where, each once. Empty when no single field is at fault. */
  readonly causes: readonly Cause[];
};

type Named = { readonly kind: string; readonly name: string };

/**
 * The rejection of an object whose fields are invalid.
 *
 * Source: apimachinery v0.36.3 pkg/api/errors NewInvalid; kubectl v0.36.3 pkg/cmd/util checkErr
 */
export function invalidObject({ kind, name }: Named, found: readonly Cause[]): Rejection {
  const causes = [...new Map(found.map((cause) => [`${cause.field}: ${cause.message}`, cause])).entries()];
  const lines = causes.map(([line]) => line);
  const head = `The ${kind} ${JSON.stringify(name)} is invalid: `;
  return {
    message: lines.length === 1 ? `${head}${lines[0]}` : [head, ...lines.map((line) => `* ${line}`)].join("\n"),
    causes: causes.map(([, cause]) => cause),
  };
}

type Undecodable = { readonly apiVersion: string; readonly kind: string; readonly text: string };

/** The rejection of a manifest that does not fit its type. Source: kubernetes v1.36.3, apiserver handlers transformDecodeError */
export function badRequest({ apiVersion, kind, text }: Undecodable, causes: readonly Cause[]): Rejection {
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${text}`;
  return { message: `Error from server (BadRequest): ${message}`, causes };
}

/** The rejection by kubectl itself, before the API server sees the manifest. */
export const refusedByKubectl = (message: string, field: string): Rejection => ({
  message,
  causes: field === "" ? [] : [{ field, message }],
});
