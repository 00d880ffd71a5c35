import type { HorizontalPodAutoscaler } from "../kubernetes/autoscaling.ts";
import { createApiTypes } from "./decoding/api-type.ts";
import { decode } from "./decoding/decode.ts";
import { defaultHorizontalPodAutoscaler } from "./defaulting/horizontal-pod-autoscaler.ts";
import { toHorizontalPodAutoscaler } from "./objects/horizontal-pod-autoscaler.ts";
import { toMeta } from "./objects/pod-template.ts";

/** An HPA with its defaults, or what the API server's decoder says about it. */
export type DefaultedHpa =
  | { readonly ok: true; readonly hpa: HorizontalPodAutoscaler }
  | { readonly ok: false; readonly error: string };

/** An older controller is handed the fields of this minor too, so that one HPA can be tried on all of them. */
const fieldsSince = 36;

/**
 * An `autoscaling/v2` HPA as its controller finds it: decoded strictly, with defaults, quantities as the API server prints
 * them. It is not validated, so that a controller can be tried on what no API server would admit.
 */
export function defaultedHpa(manifest: unknown, minor: number): DefaultedHpa {
  const decoded = decode(manifest, "v2.HorizontalPodAutoscaler", createApiTypes(Math.max(minor, fieldsSince)));
  if (decoded.kind === "refused") return { ok: false, error: decoded.text };
  const { metadata, spec = {} } = decoded.value;
  const meta = toMeta(metadata, metadata?.namespace ?? "default");
  return { ok: true, hpa: toHorizontalPodAutoscaler(defaultHorizontalPodAutoscaler(spec), meta) };
}
