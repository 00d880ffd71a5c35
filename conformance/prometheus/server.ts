import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";

/** A Prometheus that runs on this machine alone. */
export interface RealPrometheus {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

const config = "global:\n  scrape_interval: 15s\n  evaluation_interval: 1m\n  external_labels: {cluster: west}\n";

const flags = [
  "--web.enable-remote-write-receiver",
  "--web.remote-write-receiver.accepted-protobuf-messages=prometheus.WriteRequest",
  "--web.enable-lifecycle",
  "--enable-feature=promql-experimental-functions",
  "--log.level=error",
];

const readyTries = 200;
const readyPauseMs = 100;

/** Starts a Prometheus without samples; rejects when it does not come up. */
export async function startPrometheus(binary: string, port: number): Promise<RealPrometheus> {
  const folder = mkdtempSync(path.join(process.env["TMPDIR"] ?? "/tmp", "prometheus-"));
  writeFileSync(path.join(folder, "prometheus.yml"), config);
  const address = `http://127.0.0.1:${port}`;
  const places = [`--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`];
  const running = execa(binary, [...places, `--web.listen-address=127.0.0.1:${port}`, ...flags], { reject: false });
  const stop = async (): Promise<void> => {
    running.kill();
    await running;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tried = 0; tried < readyTries; tried++) {
    const isReady = await fetch(`${address}/-/ready`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (isReady) return { address, stop };
    await new Promise((resolve) => setTimeout(resolve, readyPauseMs));
  }
  await stop();
  throw new Error(`${binary} does not come up on ${address}`);
}
