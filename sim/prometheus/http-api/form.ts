import type { ApiRequest } from "../../api.ts";

/** The parameters of a request: those of its form, then those of its address. */
export interface Form {
  /** The first value, empty if there is none. */
  value(name: string): string;
  values(name: string): readonly string[];
  /** The first value in the address, empty if there is none; some parameters are not read from forms. */
  queryValue(name: string): string;
}

/** Reads a request's parameters. Source: go1.26 net/http (Request.ParseForm) */
export function formOf({ method, query, headers, body }: ApiRequest): Form {
  const mediaType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  const hasForm = (method === "POST" || method === "PUT") && mediaType === "application/x-www-form-urlencoded";
  const pairs = [...(hasForm ? parseForm(body) : []), ...query];
  return {
    value: (name) => pairs.find(([known]) => known === name)?.[1] ?? "",
    values: (name) => pairs.filter(([known]) => known === name).map(([, value]) => value),
    queryValue: (name) => query.find(([known]) => known === name)?.[1] ?? "",
  };
}

function parseForm(body: string): readonly (readonly [name: string, value: string])[] {
  const parts = body.split("&").filter((part) => part !== "" && !part.includes(";"));
  return parts.map((part) => {
    const equals = part.indexOf("=");
    const [name, value] = equals === -1 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
    return [decoded(name), decoded(value)] as const;
  });
}

function decoded(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
