import fc from "fast-check";
import { expect, test } from "vitest";
import { compress, decompress } from "./snappy.ts";

const lengthMax = 1 << 20;

/** Repetitive bytes as well as others: only these have copies. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.nat(2000))
    .map(([pattern, length]) => Uint8Array.from({ length }, (_, at) => pattern[at % pattern.length]!)),
);

test("what was compressed comes back", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(decompress(compress(bytes), lengthMax)).toEqual({ kind: "bytes", bytes });
    }),
  );
});

test("more bytes than a copy reaches back, and than a literal holds, come back", () => {
  let state = 1;
  const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => {
    state = (state * 48_271) % 2_147_483_647;
    return at % 70_000 < 35_000 ? state & 0xff : at & 3;
  });
  const block = compress(bytes);
  expect(decompress(block, lengthMax)).toEqual({ kind: "bytes", bytes });
  expect(block.length).toBeLessThan(bytes.length);
});

test("anything at all is bytes, corrupt or too long", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (block) => {
      expect(["bytes", "corrupt", "too-long"]).toContain(decompress(block, lengthMax).kind);
    }),
  );
});

/** From the tables of github.com/golang/snappy v1.0.0 snappy_test.go (TestDecode), as bytes and text. */
const vectors: readonly (readonly [title: string, block: readonly number[], text: string | undefined])[] = [
  ["a block without anything", [0x00], ""],
  ["a literal in the tag's own length", [0x03, 0x08, 0xff, 0xff, 0xff], "\u00ff\u00ff\u00ff"],
  ["a literal that is too short", [0x03, 0x08, 0xff, 0xff], undefined],
  ["a literal that is longer than the block says", [0x02, 0x08, 0xff, 0xff, 0xff], undefined],
  ["a literal whose length follows in one byte", [0x03, 0xf0, 0x02, 0xff, 0xff, 0xff], "\u00ff\u00ff\u00ff"],
  ["in two", [0x03, 0xf4, 0x02, 0x00, 0xff, 0xff, 0xff], "\u00ff\u00ff\u00ff"],
  ["in three", [0x03, 0xf8, 0x02, 0x00, 0x00, 0xff, 0xff, 0xff], "\u00ff\u00ff\u00ff"],
  ["in four", [0x03, 0xfc, 0x02, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff], "\u00ff\u00ff\u00ff"],
  ["a length that is cut off", [0x03, 0xf0], undefined],
  ["a short copy", [0x0d, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x15, 0x04], "abcdabcdabcda"],
  ["a copy that overtakes itself", [0x08, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x01, 0x02], "abcdcdcd"],
  ["a copy that reaches back too far", [0x08, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x01, 0x05], undefined],
  ["a copy of nothing", [0x08, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x01, 0x00], undefined],
  ["a copy with an offset of two bytes", [0x06, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x06, 0x03, 0x00], "abcdbc"],
  ["with one of four", [0x06, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x07, 0x03, 0x00, 0x00, 0x00], "abcdbc"],
  ["a copy that is cut off", [0x08, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x01], undefined],
  ["a block that holds less than it says", [0x05, 0x00, 0x61], undefined],
  ["a length without an end", [0xff, 0xff], undefined],
];

test.for(vectors)("%s", ([, block, text]) => {
  const bytes = text === undefined ? undefined : Uint8Array.from(text, (character) => character.charCodeAt(0));
  expect(decompress(Uint8Array.from(block), lengthMax)).toEqual(
    bytes === undefined ? { kind: "corrupt" } : { kind: "bytes", bytes },
  );
});

test("a block that says it holds more than is taken is not taken apart", () => {
  const block = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f);
  expect(decompress(block, lengthMax)).toEqual({ kind: "too-long", length: 2 ** 32 - 1 });
});
