import { defineConfig, type ViteUserConfig } from "vitest/config";

const configuration: ViteUserConfig = defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "dist/**", "kubewind-out/**"],
  },
});

export default configuration;
