import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyHistogram, type Histogram } from "../promql/histogram/histogram.ts";
import { histogramOf } from "./histogram-message.ts";
import { decodeReadResponse, decodeWriteRequest, encodeReadResponse, encodeWriteRequest } from "./messages.ts";
import { decodeReadRequest, encodeReadRequest } from "./read-request.ts";
import { MalformedMessage } from "./wire-reader.ts";

const anyText = fc.string({ unit: "grapheme", maxLength: 12 });
const anyTime = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
const anyValue = fc.oneof(fc.double(), fc.constant("stale" as const));

test("what is written is what is read", () => {
  const anySeries = fc.record({
    labels: fc.array(fc.tuple(anyText, anyText), { maxLength: 4 }),
    samples: fc.array(fc.tuple(anyTime, anyValue), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(anySeries, { maxLength: 4 }), (series) => {
      const expected = series.map(({ labels, samples }) => ({
        labels: labels.map(([name, value]) => ({ name, value })),
        samples: samples.map(([timestamp, value]) => ({ timestamp, value })),
        histograms: [],
      }));
      expect(decodeWriteRequest(encodeWriteRequest(series))).toEqual(expected);
    }),
  );
});

test("a read request comes back", () => {
  const anyQuery = fc.record({
    ...{ start: anyTime, end: anyTime },
    matchers: fc.array(fc.record({ type: fc.integer({ min: -1, max: 4 }), name: anyText, value: anyText })),
  });
  const anyRequest = fc.record({ queries: fc.array(anyQuery), acceptedResponseTypes: fc.array(fc.nat(3)) });
  fc.assert(
    fc.property(anyRequest, (request) => {
      expect(decodeReadRequest(encodeReadRequest(request))).toEqual(request);
    }),
  );
});

test("a histogram comes back, and so does its end", () => {
  const histogram: Histogram = {
    ...{ ...emptyHistogram, hint: "gauge", schema: -2, zeroThreshold: 0.001, zeroCount: 2.5, count: 20, sum: -0.5 },
    ...{ positive: { indexes: [-3, -2, 5], counts: [1, 0, 3.5] }, negative: { indexes: [7], counts: [2] } },
  };
  const custom: Histogram = {
    ...{ ...emptyHistogram, schema: -53, count: 3, sum: 3, customValues: [0.5, 2] },
    positive: { indexes: [0, 2], counts: [1, 2] },
  };
  const message = encodeWriteRequest([
    {
      labels: [],
      samples: [
        [1, histogram],
        [2, custom],
        [3, "stale-histogram"],
      ],
    },
  ]);
  const [series] = decodeWriteRequest(message);
  const told = series?.histograms.map((sent) => [sent.timestamp, sent.sum === "stale" ? "stale" : histogramOf(sent)]);
  expect(told).toEqual([
    [1, histogram],
    [2, custom],
    [3, "stale"],
  ]);
});

test("answers leave out the sign of zero, as upstream does", () => {
  const message = encodeReadResponse([[{ labels: [], samples: [[1, -0]] }], []]);
  expect(decodeReadResponse(message)).toEqual([
    [{ labels: [], samples: [{ timestamp: 1, value: 0 }], histograms: [] }],
    [],
  ]);
});

test("anything at all is a message or a malformed one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      for (const decode of [decodeWriteRequest, decodeReadRequest, decodeReadResponse]) {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

/** The texts are those of a real Prometheus; see conformance/prometheus. */
const faults: readonly (readonly [bytes: readonly number[], text: string])[] = [
  [[0x0a], "unexpected EOF"],
  [[0x0a, 0x05, 0x00], "unexpected EOF"],
  [[0x08, 0x01], "proto: wrong wireType = 0 for field Timeseries"],
  [[0x0a, 0x02, 0x08, 0x00], "proto: wrong wireType = 0 for field Labels"],
  [[0x0c], "proto: WriteRequest: wiretype end group for non-group"],
  [[0x00], "proto: WriteRequest: illegal tag 0 (wire type 0)"],
  [[0x4f], "proto: illegal wireType 7"],
  [[0x48, ...Array<number>(10).fill(0xff)], "proto: integer overflow"],
  [
    [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    "proto: negative length found during unmarshaling",
  ],
  [[0x4b, 0x48, 0x01], "unexpected EOF"],
];

test.for(faults)("%j is refused: %s", ([bytes, text]) => {
  expect(() => decodeWriteRequest(Uint8Array.from(bytes))).toThrow(new MalformedMessage(text));
});

test("what nobody knows is passed over, groups with all that is in them", () => {
  const unknown = [0x48, 0x96, 0x01, 0x4a, 0x01, 0x61, 0x4b, 0x4d, 1, 2, 3, 4, 0x49, 1, 2, 3, 4, 5, 6, 7, 8, 0x4c];
  expect(decodeWriteRequest(Uint8Array.from([...unknown, 0x0a, 0x00]))).toEqual([
    { labels: [], samples: [], histograms: [] },
  ]);
});
