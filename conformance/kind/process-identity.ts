import { readFileSync, readlinkSync } from "node:fs";
import { execaSync } from "execa";

/** A process of this machine, told from others that have had its number. */
export type ProcessIdentity = {
  readonly pid: number;
  /** When it began, as the system says it; absent where it does not. */
  readonly began?: string;
};

/** This process, or another that is there. */
export function processIdentity(pid: number): ProcessIdentity {
  const began = beginningOf(pid);
  return began === undefined || began === "ended" ? { pid } : { pid, began };
}

/** False only for what has surely ended: a process that cannot be looked at counts as running. */
export function isRunning({ pid, began }: ProcessIdentity): boolean {
  if (!exists(pid)) return false;
  const now = beginningOf(pid);
  return now !== "ended" && (now === undefined || began === undefined || now === began);
}

/** The pid namespace of this process on Linux: the same number means another process in another one. */
export function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** `ended` for a process that is only waiting for its parent to take note. */
function beginningOf(pid: number): string | "ended" | undefined {
  return process.platform === "linux" ? beginningInProc(pid) : beginningByPs(pid);
}

/** Source: proc_pid_stat(5): after the name, which may hold anything, the state is the 1st field and the start the 20th. */
function beginningInProc(pid: number): string | "ended" | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "ended";
    // Ticks since the machine came up: they mean another instant after the next time it does.
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[19] === undefined ? undefined : `${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function beginningByPs(pid: number): string | "ended" | undefined {
  const { failed, stdout } = execaSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], {
    env: { LC_ALL: "C", TZ: "UTC" },
    reject: false,
  });
  const [, state, began] = /^(\S+)\s+(\S.*)$/.exec(failed ? "" : stdout.trim()) ?? [];
  return state?.startsWith("Z") ? "ended" : began;
}
