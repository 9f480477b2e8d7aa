import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { User } from "../../provider/model/user";
import { ABSENT, found } from "../../provider/model/userReading";
import { batchesOf } from "../../provider/plan/batches";
import { changesOf } from "../../provider/plan/plan";
import type { PlanRequest } from "../../provider/plan/planRequest";
import { planUsers } from "../../provider/plan/planUsers";
import { suspensionRules } from "../../provider/plan/suspensionRules";
import { emailOf, idOf, range } from "../../test/support/people";
import type { PlanningRow } from "./results";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function usedMB(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Parsed from JSON, as the service's answers are: strings that are put together take other amounts of memory. */
function peopleOf(users: number): User[] {
  const people = range(0, users).map((i): User => {
    const registrationStatus = i % 2 === 0 ? "Suspended" : "Registered";
    return { userId: idOf(i), primaryEmail: emailOf(i), registrationStatus };
  });
  return JSON.parse(JSON.stringify(people));
}

function requestFor(users: number, onLook: () => void): PlanRequest {
  const account = new Map(peopleOf(users).map((user) => [user.primaryEmail?.toLowerCase() ?? "", user]));
  const desired = new Map([...account.keys()].map((key) => [key, "suspended"]));
  return {
    rules: suspensionRules,
    desired,
    outside: new Map(),
    holdings: new Map(),
    toRead: new Set(desired.keys()),
    observe(key) {
      onLook();
      const user = account.get(key);
      return user ? found(user) : ABSENT;
    },
    everyone: undefined,
    onRemoval: "restore",
    exclusive: false,
    protectedUsers: new Set(),
    team: false,
    handedOver: new Map(),
    isOpen: false,
    drifted: new Map(),
    failed: new Set(),
    claimantOf: () => undefined,
  };
}

/** Plans a set of everybody in an account of so many users, half of whom are suspended already. */
function planOnce(users: number): PlanningRow {
  let looks = 0;
  const request = requestFor(users, () => {
    looks += 1;
  });
  const before = usedMB();
  const started = performance.now();
  const changes = changesOf(planUsers(request));
  const milliseconds = performance.now() - started;
  const heapMB = usedMB() - before;
  if (changes.length !== Math.floor(users / 2)) throw new Error(`${changes.length} changes for ${users} users`);
  if (request.desired.size !== users) throw new Error(`${request.desired.size} users`);
  return { users, milliseconds, looks, calls: batchesOf(changes).length, heapMB };
}

/** The median of five plannings of each size. */
export function planning(sizes: readonly number[]): PlanningRow[] {
  planOnce(10_000);
  return sizes.map((users) => {
    const rows = range(0, 5).map(() => planOnce(users));
    return rows.sort((a, b) => a.milliseconds - b.milliseconds)[2] as PlanningRow;
  });
}
