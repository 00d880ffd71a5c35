import { expect, test } from "vitest";
import type { ApiReply, ApiRequest } from "../sim/api.ts";
import { toApiRequest, toFetchHandler, toResponse } from "./fetch-adapter.ts";

const peer = { user: "kubelet", groups: ["system:nodes"] };

test("takes a request apart", async () => {
  const request = new Request("https://10.0.0.1:443/apis/a%2Fb?labelSelector=app%20in%20(x)&watch=&watch=1", {
    method: "POST",
    headers: { Accept: "application/json", "X-Remote-User": "alice" },
    body: "{}",
  });
  expect(await toApiRequest(request, peer)).toEqual({
    method: "POST",
    path: "/apis/a%2Fb",
    query: [
      ["labelSelector", "app in (x)"],
      ["watch", ""],
      ["watch", "1"],
    ],
    headers: { accept: "application/json", "content-type": "text/plain;charset=UTF-8", "x-remote-user": "alice" },
    body: "{}",
    peer,
  });
});

test("gives back what a handler answers", async () => {
  const asked: ApiRequest[] = [];
  const fetch = toFetchHandler((request) => {
    asked.push(request);
    return { kind: "whole", status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found\n" };
  }, peer);
  const response = await fetch(new Request("https://node-1:10250/foo"));
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    404,
    "text/plain",
    "404 page not found\n",
  ]);
  expect(asked.map(({ path }) => path)).toEqual(["/foo"]);
});

test("leaves out the body that a status does not have", async () => {
  const response = toResponse({ kind: "whole", status: 204, headers: {}, body: "" });
  expect([response.status, await response.text()]).toEqual([204, ""]);
});

test("hands bytes on as they are, in both directions", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const fetch = toFetchHandler(
    ({ body, headers }) => ({ kind: "whole", status: 200, headers: { "content-type": headers["accept"] ?? "" }, body }),
    peer,
  );
  const labels = [{ "Content-Type": "application/x-protobuf" }, { "Content-Encoding": "snappy" }];
  const answered = labels.map(async (headers) => {
    const accept = { Accept: "application/x-protobuf" };
    const request = new Request("https://prometheus/", {
      method: "POST",
      headers: { ...headers, ...accept },
      body: bytes,
    });
    return new Uint8Array(await (await fetch(request)).arrayBuffer());
  });
  expect(await Promise.all(answered)).toEqual([bytes, bytes]);
});

test("hands on a stream piece by piece and closes it when nobody reads any more", async () => {
  let isOpen = false;
  let write = (_: string): void => {};
  const reply: ApiReply = {
    kind: "stream",
    status: 200,
    headers: {},
    open: (writeChunk) => {
      isOpen = true;
      write = writeChunk;
      return () => {
        isOpen = false;
      };
    },
  };
  const reader = toResponse(reply).body!.getReader();
  write("one\n");
  const first = await reader.read();
  const wasOpen = isOpen;
  await reader.cancel();
  expect([new TextDecoder().decode(first.value), wasOpen, isOpen]).toEqual(["one\n", true, false]);
});

test("ends a stream when the server does", async () => {
  const reply: ApiReply = {
    kind: "stream",
    status: 200,
    headers: {},
    open: (write, end) => {
      write("one\n");
      write("two\n");
      end();
      return () => {};
    },
  };
  expect(await toResponse(reply).text()).toBe("one\ntwo\n");
});

test("makes a network error of a fault", () => {
  expect(toResponse({ kind: "fault", fault: "refused", text: "connection refused" }).type).toBe("error");
});
