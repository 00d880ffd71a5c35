import { defineConfig, type ViteUserConfig } from "vitest/config";

const configuration: ViteUserConfig = defineConfig({
  test: {
    include: ["**/*.test.ts"],
    // A limit against hanging, not against being slow: a machine may be busy with others.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    exclude: ["node_modules/**", "dist/**", "kubewind-out/**"],
  },
});

export default configuration;
