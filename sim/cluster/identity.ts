import type { Kernel } from "../kernel/kernel.ts";
import { hash32, type RandomStream } from "../kernel/random.ts";
import type { ObjectReference } from "../kubernetes/object.ts";

/**
 * Letters and digits of which upstream makes names: none that could spell a word.
 *
 * Source: apimachinery v0.36.3 pkg/util/rand.
 */
const safeAlphabet = "bcdfghjklmnpqrstvwxz2456789";

const generatedNameMax = 63;
const suffixLength = 5;
const subdomainMax = 253;

/** The name that the API server makes of `generateName`: the base, cut if need be, and five random characters. */
export function generateName(base: string, random: RandomStream): string {
  let name = base.slice(0, generatedNameMax - suffixLength);
  for (let index = 0; index < suffixLength; index++) name += safeAlphabet.charAt(random.below(safeAlphabet.length));
  return name;
}

/** Random numbers for the UIDs of a workload and what belongs to it, so that no other workload changes them. */
export const uidStream = ({ stream }: Kernel, { kind, namespace, name }: ObjectReference): RandomStream =>
  stream(`cluster/uid/${kind}/${namespace}/${name}`);

/** A random UUID, version 4. */
export function generateUid(random: RandomStream): string {
  const digits = [0, 1, 2, 3].map(() => random.next().toString(16).padStart(8, "0")).join("");
  const variant = "89ab".charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20),
  ];
  return parts.join("-");
}

/**
 * The `pod-template-hash` of a template: ten characters.
 *
 * It looks like upstream's (a 32-bit hash in decimal, each digit replaced by a safe character) but is a hash of our
 * own.
 */
export function templateHash(templateIdentity: string, collisionCount: number): string {
  const seed = collisionCount === 0 ? templateIdentity : `${templateIdentity}/${collisionCount}`;
  const decimal = String(hash32(seed)).padStart(10, "0");
  return [...decimal].map((digit) => safeAlphabet.charAt(digit.charCodeAt(0) % safeAlphabet.length)).join("");
}

/**
 * The ReplicaSet of a Deployment.
 *
 * Source: kubernetes v1.36.3 pkg/controller/deployment/sync.go generateReplicaSetName.
 */
export const replicaSetName = (deployment: string, hash: string): string =>
  `${deployment.slice(0, subdomainMax - 1 - hash.length)}-${hash}`;
