/** What `import … from "kubewind/quantity"` gives: `resource.Quantity`, exactly as upstream has it. */
export * from "../sim/quantity/index.ts";
