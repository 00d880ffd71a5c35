import { createHash } from "node:crypto";
import { pack } from "tar-stream";

/** A program that is all there is in an image. */
type SingleProgram = {
  /** `kubewind/workload:0123456789ab`. */
  readonly reference: string;
  /** As Go calls it: `amd64`. */
  readonly architecture: string;
  readonly program: Uint8Array;
};

type ArchiveFile = { readonly name: string; readonly mode: number; readonly bytes: Uint8Array };

/** To be raised when anything around the program changes: images of another layout are other images. */
export const layoutVersion: number = 1;

const programPath = "kubewind-workload";

/** Nobody in particular: a pod that must not run as root takes an image only when that says so in numbers. */
const user = "65532:65532";

/** Whatever stands for a time is this one, so that the same program makes the same bytes. */
const epoch = new Date(0);

/**
 * An image as `docker save` writes it and `docker load` and `kind load image-archive` take it. Equal programs give equal bytes.
 *
 * Source: Docker Image Specification v1.2.0, "Combined Image JSON + Filesystem Changeset Format".
 */
export async function imageArchive({ reference, architecture, program }: SingleProgram): Promise<Uint8Array> {
  const layer = await tarOf([{ name: programPath, mode: 0o755, bytes: program }]);
  const layerDigest = sha256(layer);
  const configuration = jsonOf({
    architecture,
    os: "linux",
    created: epoch.toISOString(),
    config: { User: user, WorkingDir: "/", Entrypoint: [`/${programPath}`] },
    rootfs: { type: "layers", diff_ids: [`sha256:${layerDigest}`] },
    history: [{ created: epoch.toISOString(), created_by: "kubewind" }],
  });
  const [configurationName, layerName] = [`${sha256(configuration)}.json`, `${layerDigest}.tar`];
  const manifest = jsonOf([{ Config: configurationName, RepoTags: [reference], Layers: [layerName] }]);
  return tarOf([
    { name: "manifest.json", mode: 0o644, bytes: manifest },
    { name: configurationName, mode: 0o644, bytes: configuration },
    { name: layerName, mode: 0o644, bytes: layer },
  ]);
}

async function tarOf(files: readonly ArchiveFile[]): Promise<Uint8Array> {
  const archive = pack();
  for (const { name, mode, bytes } of files) archive.entry({ name, mode, mtime: epoch }, Buffer.from(bytes));
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const jsonOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
