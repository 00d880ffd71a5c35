import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError } from "../../input/input-error.ts";
import { findContainerEngine } from "./container-engine.ts";
import { createTestPrograms, dockerThatAnswers, type TestPrograms } from "./test-programs.ts";

let programs: TestPrograms;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  programs = createTestPrograms();
  environment = programs.environment;
  programs.write("docker", "exit 127");
});

afterEach(() => programs.folder.remove());

const deadDocker = `case "$1" in
-v) echo "Docker version 28.2.2, build e6534b4" ;;
info) echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock." >&2; exit 1 ;;
esac
`;

const podman = `case "$1" in
-v) echo "podman version 5.4.2" ;;
info) printf '5.4.2\\nhere:/var/lib/containers/storage\\n' ;;
esac
`;

/** What is said when none is ready. */
const refusal = (): Promise<string> =>
  findContainerEngine(environment).then(
    ({ name }) => `found ${name}`,
    (error: unknown) => (error instanceof InputError ? error.message : Promise.reject(error)),
  );

test("a docker whose daemon answers is used, with its version and what it calls itself", async () => {
  programs.write("docker", dockerThatAnswers);
  programs.write("podman", podman);
  expect(await findContainerEngine(environment)).toEqual({ name: "docker", version: "28.2.2", id: "ENGINE:ID" });
});

test("podman is used when docker's daemon does not answer", async () => {
  programs.write("docker", deadDocker);
  programs.write("podman", podman);
  const id = "here:/var/lib/containers/storage";
  expect(await findContainerEngine(environment)).toEqual({ name: "podman", version: "5.4.2", id });
});

test("podman under docker's name is used under its own", async () => {
  programs.write("docker", podman);
  programs.write("podman", podman);
  expect((await findContainerEngine(environment)).name).toBe("podman");
});

test("a daemon that does not answer is told from a program that is not there", async () => {
  programs.write("docker", deadDocker);
  expect(await refusal()).toBe(`kind needs a container engine, and none is ready
  docker: installed, but it does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.
  podman: not in PATH
  nerdctl: not in PATH
  Start Docker: sudo systemctl start docker (or open Docker Desktop)`);
});

test("a daemon that says nothing does not count as one that answers", async () => {
  programs.write("docker", `[ "$1" = info ] || echo "Docker version 28.2.2, build e6534b4"`);
  expect(await refusal()).toContain("docker: installed, but its daemon does not answer");
});

test("who may not use docker is told how to change that", async () => {
  programs.write("docker", deadDocker.replace("Cannot connect", "permission denied while trying to connect"));
  expect(await refusal()).toContain('sudo usermod -aG docker "$USER"');
});

test("without any, it is said how to get one", async () => {
  environment = { ...environment, PATH: programs.folder.path };
  expect(await refusal()).toBe(`kind needs a container engine, and none is ready
  docker: not in PATH
  podman: not in PATH
  nerdctl: not in PATH
  Install Docker: https://docs.docker.com/engine/install/`);
});

test("KIND_EXPERIMENTAL_PROVIDER chooses, also against the order", async () => {
  programs.write("docker", dockerThatAnswers);
  programs.write("podman", podman);
  environment = { ...environment, KIND_EXPERIMENTAL_PROVIDER: "podman" };
  expect((await findContainerEngine(environment)).name).toBe("podman");
});

test("an engine that kind does not know is refused, not passed over", async () => {
  programs.write("docker", dockerThatAnswers);
  environment = { ...environment, KIND_EXPERIMENTAL_PROVIDER: "lxc" };
  expect(await refusal()).toContain('KIND_EXPERIMENTAL_PROVIDER is "lxc"');
});
