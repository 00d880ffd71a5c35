import { expect, test } from "vitest";
import { failureExcerpt } from "./failure-excerpt.ts";

// As kind v0.33.0 and kubeadm 1.36.3 say it, shortened.
const controlPlaneDown = `Creating cluster "kubewind-ab12" ...
 ✗ Starting control-plane 🕹️
ERROR: failed to create cluster: failed to init node with kubeadm: command "docker exec" failed with error: exit status 1

Command Output: I1121 20:15:57.755477     168 initconfiguration.go:262] loading configuration
[init] Using Kubernetes version: v1.36.3
${"I1121 20:19:46.559684     168 wait.go:290] kube-controller-manager check failed\n".repeat(400)}error: error execution phase wait-control-plane: kube-controller-manager check failed
k8s.io/kubernetes/cmd/kubeadm/app/cmd/phases/workflow.(*Runner).Run.func1
	k8s.io/kubernetes@v1.36.3/cmd/kubeadm/app/cmd/phases/workflow/runner.go:262
main.main
	k8s.io/kubernetes@v1.36.3/cmd/kubeadm/kubeadm.go:25
runtime.goexit
	runtime/asm_amd64.s:1771
[control-plane-check] kube-controller-manager is not healthy after 4m0.000164742s
`;

test("stacks and repeated log lines are left out of what kind has said", () => {
  expect(failureExcerpt(controlPlaneDown)).toBe(`  Creating cluster "kubewind-ab12" ...
   ✗ Starting control-plane 🕹️
  ERROR: failed to create cluster: failed to init node with kubeadm: command "docker exec" failed with error: exit status 1
  Command Output: I1121 20:15:57.755477     168 initconfiguration.go:262] loading configuration
  [init] Using Kubernetes version: v1.36.3
  error: error execution phase wait-control-plane: kube-controller-manager check failed
  [control-plane-check] kube-controller-manager is not healthy after 4m0.000164742s`);
});

test("what kind calls the error is kept when much has been said after it", () => {
  const said = `ERROR: failed to create cluster\n${"\tadvice\n".repeat(30)}`;
  expect(failureExcerpt(said)).toBe(
    ["  ERROR: failed to create cluster", "  …", ...Array(12).fill("  \tadvice")].join("\n"),
  );
});

test("of a long line the beginning is kept, and of nothing nothing", () => {
  expect(failureExcerpt("x".repeat(300))).toBe(`  ${"x".repeat(240)}…`);
  expect(failureExcerpt("\n")).toBe("");
});
