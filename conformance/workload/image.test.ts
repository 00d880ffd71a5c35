import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildWorkloadImage, workloadReference } from "./image.ts";

test("the reference follows from the sources and the architecture", () => {
  expect(workloadReference("amd64")).toMatch(/^kubewind\/workload:[0-9a-f]{12}$/);
  expect(workloadReference("amd64")).toBe(workloadReference("amd64"));
  expect(workloadReference("amd64")).not.toBe(workloadReference("arm64"));
});

test("an archive that lies there already is used, without Go", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubewind-workload-"));
  try {
    const reference = workloadReference("arm64");
    const there = join(folder, `kubewind-workload-${reference.split(":")[1]}.tar`);
    writeFileSync(there, "an archive");
    const said: string[] = [];
    const image = await buildWorkloadImage({ folder, architecture: "arm64", say: (line) => said.push(line) });
    expect(image).toEqual({ reference, archive: there });
    expect(said).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
