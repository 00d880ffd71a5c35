import { expect, test } from "vitest";
import { seconds } from "../units.ts";
import { createStory, deployment, nodeGroup, pod, type Story, type StorySettings, service } from "./story.fixture.ts";

/** A story that notes what each pod stands behind. */
function createNotedStory(settings: StorySettings = {}): { readonly story: Story; readonly heard: string[] } {
  const story = createStory({ nodes: [nodeGroup({ count: 1 })], ...settings });
  const heard: string[] = [];
  const begin = story.kernel.now();
  story.cluster.onEndpoints(({ name }, targets) => {
    const second = (story.kernel.now() - begin) / seconds(1);
    heard.push(`${second} ${name.split("-")[0]}: ${targets.join(", ") || "none"}`);
  });
  return { story, heard };
}

test("puts a pod behind its Services and its workload while it is ready", () => {
  const { story, heard } = createNotedStory();
  story.cluster.apply(service("web", { app: "web" }));
  story.cluster.apply(service("all", { app: "web" }));
  story.cluster.apply(service("api", { app: "api" }));
  story.cluster.apply(service("elsewhere"));
  story.cluster.apply(deployment({ replicas: 1 }));
  story.until(10);
  story.cluster.remove({ kind: "Deployment", namespace: "default", name: "web" });
  story.until(20);
  expect(heard).toEqual([
    "2 web: Service default/all, Service default/web, Deployment default/web",
    // At once, and not when it is gone.
    "10 web: none",
  ]);
});

test("leaves a pod out that never became ready", () => {
  const { story, heard } = createNotedStory({ lifecycle: { readyAfter: seconds(100) } });
  story.cluster.apply(pod({ probe: {} }));
  story.until(50);
  story.cluster.remove({ kind: "Pod", namespace: "default", name: "web" });
  story.until(60);
  expect(heard).toEqual([]);
});

test("follows the Services: one that comes, gets another selector, and goes", () => {
  const { story, heard } = createNotedStory();
  story.cluster.apply(pod({ name: "web" }));
  story.cluster.apply(pod({ name: "api" }));
  story.until(10);
  story.cluster.apply(service("front", { app: "web" }));
  story.until(20);
  story.cluster.apply(service("front", { app: "api" }));
  story.until(30);
  story.cluster.remove({ kind: "Service", namespace: "default", name: "front" });
  expect(heard).toEqual([
    "2 web: Pod default/web",
    "2 api: Pod default/api",
    "10 web: Service default/front, Pod default/web",
    "20 web: Pod default/web",
    "20 api: Service default/front, Pod default/api",
    "30 api: Pod default/api",
  ]);
});

test("keeps Services of other namespaces apart", () => {
  const { story, heard } = createNotedStory();
  story.cluster.apply(service("web", { app: "web" }));
  story.cluster.apply(pod({ namespace: "shop" }));
  story.until(10);
  expect(heard).toEqual(["2 web: Pod shop/web"]);
});
