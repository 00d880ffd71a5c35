import { loadScenario } from "../input/load-scenario.ts";
import { createWindTunnel } from "../sim/wind-tunnel.ts";
import { type Figure, rounds } from "./figure.ts";

/** Seconds for 24 simulated hours of the whole loop: load, pods, kubelets, metrics-server, HPA, cluster. */
export function benchDay(): Figure {
  const { scenario } = loadScenario("bench/day", { sets: [] });
  const values = rounds(9, () => {
    const began = performance.now();
    const tunnel = createWindTunnel(scenario);
    tunnel.advanceTo(tunnel.end);
    return (performance.now() - began) / 1000;
  });
  return { what: "24 h of 1 HPA, about 10 pods, whole pipeline", unit: "s", values, aim: { atMost: 0.15 } };
}
