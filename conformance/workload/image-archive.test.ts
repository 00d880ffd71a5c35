import { createHash } from "node:crypto";
import { extract } from "tar-stream";
import { expect, onTestFinished, test, vi } from "vitest";
import { imageArchive } from "./image-archive.ts";

const image = { reference: "kubewind/workload:0123456789ab", architecture: "arm64", program: Buffer.from("a program") };

type File = { readonly mode: number | undefined; readonly bytes: Buffer };

async function filesIn(archive: Uint8Array): Promise<ReadonlyMap<string, File>> {
  const reader = extract();
  reader.end(archive);
  const files = new Map<string, File>();
  for await (const entry of reader) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    files.set(entry.header.name, { mode: entry.header.mode, bytes: Buffer.concat(chunks) });
  }
  return files;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("an archive names a configuration and a layer that are in it, by their digests", async () => {
  const files = await filesIn(await imageArchive(image));
  const [manifest] = JSON.parse(String(files.get("manifest.json")?.bytes));
  expect(manifest.RepoTags).toEqual([image.reference]);
  const configuration = files.get(manifest.Config)?.bytes ?? Buffer.of();
  expect(manifest.Config).toBe(`${sha256(configuration)}.json`);
  expect(JSON.parse(String(configuration))).toMatchObject({
    architecture: "arm64",
    os: "linux",
    config: { Entrypoint: ["/kubewind-workload"], User: "65532:65532" },
    rootfs: { type: "layers", diff_ids: [`sha256:${sha256(files.get(manifest.Layers[0])?.bytes ?? Buffer.of())}`] },
  });
  expect([...files.keys()]).toEqual(["manifest.json", manifest.Config, manifest.Layers[0]]);
});

test("the layer holds the program alone, which anybody may run", async () => {
  const files = await filesIn(await imageArchive(image));
  const [, , layer] = [...files.values()];
  const inside = await filesIn(layer?.bytes ?? Buffer.of());
  expect([...inside]).toEqual([["kubewind-workload", { mode: 0o755, bytes: image.program }]]);
});

test("the same program makes the same bytes at any time", async () => {
  const first = await imageArchive(image);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-02-03") });
  onTestFinished(() => void vi.useRealTimers());
  expect(sha256(await imageArchive(image))).toBe(sha256(first));
  expect(sha256(await imageArchive({ ...image, program: Buffer.from("another") }))).not.toBe(sha256(first));
});
