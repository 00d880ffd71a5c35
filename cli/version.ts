import manifest from "../package.json" with { type: "json" };

/** The version of kubewind. */
export const version: string = manifest.version;
