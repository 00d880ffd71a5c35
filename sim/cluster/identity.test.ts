import { expect, test } from "vitest";
import { createRandomStream } from "../kernel/random.ts";
import { generateName, generateUid, replicaSetName, templateHash } from "./identity.ts";

test("makes names of the base and five safe characters, cut to 63", () => {
  const random = createRandomStream(1, "names");
  expect(generateName("web-6f899d8846-", random)).toMatch(/^web-6f899d8846-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(generateName("x".repeat(100), random)).toMatch(/^x{58}[a-z0-9]{5}$/);
});

test("makes UUIDs of version 4", () => {
  const random = createRandomStream(1, "uids");
  const uids = Array.from({ length: 1000 }, () => generateUid(random));
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(uids.filter((uid) => !pattern.test(uid))).toEqual([]);
  expect(new Set(uids).size).toBe(1000);
});

test("gives a template the same hash of ten characters every time, and another after a collision", () => {
  expect([templateHash("web v1", 0), templateHash("web v1", 0), templateHash("web v2", 0)]).toEqual([
    "6f899d8846",
    "6f899d8846",
    "674cddccd9",
  ]);
  expect(templateHash("web v1", 1)).toMatch(/^[bcdf4-9]{10}$/);
  expect(templateHash("web v1", 1)).not.toBe("6f899d8846");
});

// Source: kubernetes v1.36.3 pkg/controller/deployment/sync_test.go TestGenerateReplicaSetName.
test("cuts the name of a Deployment so that its ReplicaSet's name stays within 253 characters", () => {
  expect(replicaSetName("web", "6f899d8846")).toBe("web-6f899d8846");
  const long = replicaSetName("a".repeat(253), "6f899d8846");
  expect([long.length, long.slice(-11)]).toEqual([253, "-6f899d8846"]);
});
