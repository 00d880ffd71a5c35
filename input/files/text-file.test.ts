import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestFolder, problemsOf } from "../test-folder.ts";
import { createSources } from "./sources.ts";
import { readTextFile } from "./text-file.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

test.for([
  ["empty.yaml", "a.yaml: there is no such file\n  Did you mean b.yaml?", { "b.yaml": "" }],
  ["utf16", "a.yaml: the file is UTF-16 text, not UTF-8\n  Save it as UTF-8.", { "a.yaml": bytes(0xff, 0xfe, 97, 0) }],
  ["nul", "a.yaml: the file is binary: it holds NUL bytes", { "a.yaml": "a: \0" }],
  ["latin1", "a.yaml: the file is binary: it is not UTF-8 text", { "a.yaml": bytes(97, 0xe4, 98) }],
  ["large", "a.yaml: the file has 10.5 MiB, more than the 10 MiB that are read", { "a.yaml": "x".repeat(11_000_000) }],
  ["folder", "a.yaml: this is a folder, not a file", { "a.yaml/x": "" }],
  [
    "many",
    `a.yaml: there is no such file\n  . holds f1, f10, f11, f12, f2, f3, f4, f5, f6, f7, and 2 more.`,
    manyFiles(),
  ],
] as const)("a file that cannot be read is refused: %s", ([, error, files]) => {
  const folder = createTestFolder(files);
  expect(folder.shown(problemsOf(() => readTextFile(join(folder.path, "a.yaml"))))).toBe(error);
  folder.remove();
});

function manyFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index + 1}`, ""]));
}

test("a missing folder is said to be missing", () => {
  const folder = createTestFolder({});
  expect(folder.shown(problemsOf(() => readTextFile(join(folder.path, "k8s/a.yaml"))))).toBe(
    "k8s/a.yaml: there is no such file\n  There is no folder k8s, or it is empty.",
  );
  folder.remove();
});

test("a byte order mark is dropped", () => {
  const folder = createTestFolder({ "a.yaml": "\ufeffa: ä" });
  expect(readTextFile(join(folder.path, "a.yaml")).text).toBe("a: ä");
  folder.remove();
});

test("each file is read once, and remembered by the name that people know", () => {
  const folder = createTestFolder({ "a.yaml": "a: 1", "b/c.yaml": "c: 1" });
  let times = 0;
  const sources = createSources(() => {
    times += 1;
    return "d: 1";
  });
  sources.read(join(folder.path, "b/c.yaml"));
  sources.read("-");
  sources.read("-");
  sources.read(join(folder.path, "b/c.yaml"));
  expect(sources.peek(join(folder.path, "a.yaml")).text).toBe("a: 1");
  expect(sources.files().map(folder.shown)).toEqual(["b/c.yaml", "<stdin>"]);
  expect(times).toBe(1);
  folder.remove();
});

test("binary text on standard input is refused", () => {
  const sources = createSources(() => "a\0b");
  expect(problemsOf(() => sources.read("-"))).toBe("<stdin>: the file is binary: it holds NUL bytes");
});
