import fc from "fast-check";
import { expect, test } from "vitest";
import { type ApiReply, type ApiRequest, bodyOfBytes, bytesOfBody } from "../../api.ts";
import { compileRegex } from "../../regex.ts";
import { labelsOf } from "../promql/labels.ts";
import { decodeReadResponse, encodeWriteRequest, type WrittenSeries } from "../remote/messages.ts";
import { encodeReadRequest, type SentQuery } from "../remote/read-request.ts";
import { compress, decompress } from "../remote/snappy.ts";
import { createStorage, type Storage } from "../storage/storage.ts";
import { remoteReadReply } from "./remote-read.ts";
import { remoteWriteReply } from "./remote-write.ts";

const nowMs = 1_700_000_000_000;
const protobuf = { "content-type": "application/x-protobuf", "content-encoding": "snappy" };

const requestWith = (body: string, headers: ApiRequest["headers"] = protobuf): ApiRequest => ({
  ...{ method: "POST", path: "/api/v1/write", query: [], headers, body, peer: { user: "", groups: [] } },
});

const newStorage = (): Storage => createStorage({ reachMilliseconds: Infinity });

const bodyOf = (message: Uint8Array): string => bodyOfBytes(compress(message));

const seriesOf = (pod: string, samples: WrittenSeries["samples"]): WrittenSeries => ({
  labels: [
    ["pod", pod],
    ["__name__", "up"],
  ],
  samples,
});

const write = (storage: Storage, series: readonly WrittenSeries[], headers = protobuf): ApiReply =>
  remoteWriteReply(requestWith(bodyOf(encodeWriteRequest(series)), headers), { nowMs, openAppender: storage.appender });

const told = (reply: ApiReply): string => (reply.kind === "whole" ? `${reply.status} ${reply.body}` : reply.kind);

const read = (storage: Storage, query: SentQuery, acceptedResponseTypes: readonly number[] = []): ApiReply =>
  remoteReadReply(
    requestWith(bodyOf(encodeReadRequest({ queries: [query], acceptedResponseTypes: [...acceptedResponseTypes] }))),
    { select: storage.select, compileRegex, externalLabels: [["cluster", "west"]] },
  );

const all: SentQuery = { start: 0, end: nowMs, matchers: [{ type: 0, name: "__name__", value: "up" }] };

function found(reply: ApiReply): unknown {
  if (reply.kind !== "whole" || reply.status !== 200) return told(reply);
  const block = decompress(bytesOfBody(reply.body), 2 ** 20);
  return block.kind === "bytes" ? decodeReadResponse(block.bytes) : block.kind;
}

test("what was written is read, with the external labels and without samples outside the span", () => {
  const storage = newStorage();
  const samples = [
    [nowMs - 2000, 1],
    [nowMs - 1000, "stale"],
    [nowMs + 1000, 2],
  ] as const;
  expect(told(write(storage, [seriesOf("a", samples), seriesOf("late", [[nowMs + 1, 1]])]))).toBe("204 ");
  const labels = [
    { name: "__name__", value: "up" },
    { name: "cluster", value: "west" },
    { name: "pod", value: "a" },
  ];
  const inSpan = samples.slice(0, 2).map(([timestamp, value]) => ({ value, timestamp }));
  expect(found(read(storage, all))).toEqual([[{ labels, samples: inSpan, histograms: [] }]]);
});

test("a request is kept whole or not at all", () => {
  const storage = newStorage();
  write(storage, [seriesOf("a", [[nowMs, 1]])]);
  const reply = write(storage, [seriesOf("b", [[nowMs, 1]]), seriesOf("a", [[nowMs, 2]])]);
  const text = `duplicate sample for timestamp ${nowMs}; overrides not allowed: existing 1, new value 2`;
  expect(told(reply)).toBe(`400 ${text}\n`);
  expect(storage.series([[]], 0, nowMs)).toEqual([labelsOf(seriesOf("a", []).labels)]);
});

test("samples too old, out of order and too far ahead are refused, the same sample again is not", () => {
  const storage = newStorage();
  const replies = [nowMs, nowMs, nowMs - 1, nowMs - 3_600_001, nowMs + 600_000, nowMs + 600_001].map((time) =>
    told(write(storage, [seriesOf("a", [[time, 1]])])),
  );
  expect(replies).toEqual([
    ...["204 ", "204 ", "400 out of order sample\n", "400 out of bounds\n", "204 "],
    "400 out of bounds: timestamp is too far in the future\n",
  ]);
});

test("series without a name or with a broken label are passed over", () => {
  const storage = newStorage();
  const odd: readonly WrittenSeries["labels"][] = [
    [["pod", "a"]],
    [["__name__", ""]],
    [
      ["__name__", "up"],
      ["pod", "\udcff"],
    ],
    [
      ["__name__", "up"],
      ["pod", "a"],
      ["pod", "b"],
    ],
  ];
  expect(
    told(
      write(
        storage,
        odd.map((labels) => ({ labels, samples: [[nowMs, 1]] })),
      ),
    ),
  ).toBe("204 ");
  expect(storage.series([[]], 0, nowMs)).toEqual([]);
});

test("types of content and compression are those of remote write 1.0", () => {
  const type = "application/x-protobuf";
  const replies = [
    { "content-type": type, "content-encoding": "zstd" },
    { "content-type": "text/plain", "content-encoding": "snappy" },
    { "content-type": `${type};proto=io.prometheus.write.v2.Request`, "content-encoding": "snappy" },
    { "content-type": `${type};proto=prometheus.WriteRequest`, "content-encoding": "snappy" },
  ].map((headers) => told(write(newStorage(), [], headers)));
  expect(replies).toEqual([
    "415 zstd encoding (compression) is not accepted by this server; only snappy is acceptable\n",
    "415 expected application/x-protobuf as the first (media) part, got text/plain content-type\n",
    "415 io.prometheus.write.v2.Request protobuf message is not accepted by this server; only accepts prometheus.WriteRequest\n",
    "204 ",
  ]);
});

test("readers that take nothing but chunks are told so, those that take samples too get them", () => {
  const text = "server does not support any of the requested response types: [STREAMED_XOR_CHUNKS]";
  expect(told(read(newStorage(), all, [1]))).toBe(`400 ${text}; supported: map[SAMPLES:{}]\n`);
  expect(found(read(newStorage(), all, [1, 0]))).toEqual([[]]);
});

test("any body at all is answered", () => {
  const storage = newStorage();
  const source = { select: storage.select, compileRegex, externalLabels: [] };
  const anyBytes = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(anyBytes, fc.boolean(), (bytes, isCompressed) => {
      const request = requestWith(isCompressed ? bodyOf(bytes) : bodyOfBytes(bytes));
      const replies = [
        remoteWriteReply(request, { nowMs, openAppender: storage.appender }),
        remoteReadReply(request, source),
      ];
      // 500 for a matcher that means nothing.
      for (const reply of replies) expect([200, 204, 400, 500]).toContain(reply.kind === "whole" ? reply.status : 0);
    }),
    { numRuns: 1000 },
  );
});
