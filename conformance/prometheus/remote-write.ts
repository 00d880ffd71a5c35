import { encodeWriteRequest } from "../../sim/prometheus/remote/messages.ts";
import { compress } from "../../sim/prometheus/remote/snappy.ts";
import type { GivenSeries } from "./samples.ts";

/** A write request of Prometheus's remote write 1.0, compressed. */
export const writeRequest = (series: readonly GivenSeries[]): Uint8Array<ArrayBuffer> =>
  compress(encodeWriteRequest(series.map(({ labels, samples }) => ({ labels: labels.pairs, samples }))));
