import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { callEngine, callKind } from "./call-kind.ts";
import type { ClusterPlace } from "./cluster-order.ts";

const loadSecondsMax = 300;
const logsSecondsMax = 180;

/** Puts the images of an archive onto each node. */
export async function loadArchive({ tools, name, signal }: ClusterPlace, file: string): Promise<void> {
  const words = ["load", "image-archive", file, "--name", name];
  await callKind(tools, { words, secondsMax: loadSecondsMax, signal });
}

/** Puts an image that the container engine has onto each node. */
export async function loadImage(place: ClusterPlace, reference: string): Promise<void> {
  const { tools, name, signal } = place;
  if (tools.engine.name === "docker") {
    const words = ["load", "docker-image", reference, "--name", name];
    await callKind(tools, { words, secondsMax: loadSecondsMax, signal });
    return;
  }
  // kind asks docker for images, whichever engine has the nodes.
  // Source: kind v0.33.0 pkg/cmd/kind/load/docker-image/docker-image.go save
  const folder = mkdtempSync(path.join(tmpdir(), "kubewind-"));
  const file = path.join(folder, "image.tar");
  try {
    await callEngine(tools, { words: ["save", "-o", file, reference], secondsMax: loadSecondsMax, signal });
    await loadArchive(place, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the logs of the nodes and of what runs on them into a folder. */
export async function exportLogs({ tools, name, signal }: ClusterPlace, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const words = ["export", "logs", folder, "--name", name];
  await callKind(tools, { words, secondsMax: logsSecondsMax, signal });
}
