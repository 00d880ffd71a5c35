import type { ApiHandler } from "../../sim/api.ts";
import type { Answered } from "./compare.ts";
import type { Call } from "./generate-call.ts";

/** The answer of a server that listens. */
export async function askReal(address: string, { method, path, parameters }: Call): Promise<Answered> {
  const form = formOf(parameters);
  const reply = await (method === "GET"
    ? fetch(`${address}${path}?${form}`, { redirect: "manual" })
    : fetch(`${address}${path}`, { method, body: form }));
  return { status: reply.status, contentType: reply.headers.get("content-type") ?? "", body: await reply.text() };
}

/** The answer of a handler. */
export function askOurs(ours: ApiHandler, { method, path, parameters }: Call): Answered {
  const isGet = method === "GET";
  const reply = ours({
    ...{ method, path, query: isGet ? parameters : [], body: isGet ? "" : formOf(parameters).toString() },
    headers: isGet ? {} : { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
    peer: { user: "", groups: [] },
  });
  if (reply.kind !== "whole") return { status: 0, contentType: "", body: reply.kind };
  return { status: reply.status, contentType: reply.headers["content-type"] ?? "", body: reply.body };
}

function formOf(parameters: Call["parameters"]): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of parameters) form.append(name, value);
  return form;
}
