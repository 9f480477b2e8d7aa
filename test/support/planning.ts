import type { Holding } from "../../provider/model/holding";
import type { User } from "../../provider/model/user";
import type { UserId } from "../../provider/model/userKey";
import { ABSENT, found } from "../../provider/model/userReading";
import type { Cause, CauseName } from "../../provider/plan/cause";
import type { Ledger } from "../../provider/plan/ledger";
import type { Plan } from "../../provider/plan/plan";
import type { PlanRequest } from "../../provider/plan/planRequest";
import { planUsers } from "../../provider/plan/planUsers";
import { suspensionRules } from "../../provider/plan/suspensionRules";
import type { Change } from "../../provider/plan/verdict";

/** A user of an account, registered and Basic unless told otherwise. */
export function user(userId: string, more: Partial<User> = {}): User {
  return {
    userId,
    primaryEmail: `${userId}@example.com`,
    registrationStatus: "Registered",
    licenseType: "Basic",
    ...more,
  };
}

export function suspended(userId: string): User {
  return user(userId, { registrationStatus: "Suspended" });
}

/** A user that a resource keeps; without a `before` the user was found so. */
export function holding(userId: string, value: string, before?: string): Holding {
  return { userId, value, ...(before === undefined ? {} : { before }) };
}

export const NOTHING: Ledger = {
  holdings: new Map(),
  drifted: new Map(),
  missing: new Map(),
  others: new Map(),
};

/** What a test says of a plan request; the rest is as in an ordinary account that was read whole. */
export interface PlanScene {
  readonly account?: readonly User[];
  readonly desired?: Readonly<Record<string, string>>;
  readonly holdings?: Readonly<Record<string, Holding>>;
  readonly more?: Partial<PlanRequest>;
}

/** What is seen of the users of an account, by ID and by address. */
export function observing(account: readonly User[]): PlanRequest["observe"] {
  const byName = new Map(account.flatMap((u) => [[u.userId, u] as const, [u.primaryEmail?.toLowerCase(), u] as const]));
  return (key) => {
    const seen = byName.get(key);
    return seen ? found(seen) : ABSENT;
  };
}

/** The request that a scene makes, with everybody in question, as on create or after a refresh. */
export function requestFor({ account = [], desired = {}, holdings = {}, more = {} }: PlanScene): PlanRequest {
  const wanted = new Map(Object.entries(desired));
  return {
    rules: suspensionRules,
    desired: wanted,
    outside: new Map(),
    holdings: new Map(Object.entries(holdings)),
    toRead: new Set(wanted.keys()),
    observe: observing(account),
    everyone: account,
    onRemoval: "restore",
    exclusive: false,
    protectedUsers: new Set(),
    team: false,
    handedOver: new Map(),
    isOpen: false,
    drifted: new Map(),
    failed: new Set(),
    claimantOf: () => undefined,
    ...more,
  };
}

/** Plans a scene. */
export function planScene(scene: PlanScene): Plan {
  return planUsers(requestFor(scene));
}

/** A change of one listed user, from active to suspended unless told otherwise. */
export function change(user: UserId, more: Partial<Change> = {}): Change {
  return {
    type: "change",
    user,
    userId: user,
    action: "suspend",
    from: "active",
    assumed: undefined,
    to: "suspended",
    cause: { why: "listed" },
    email: undefined,
    ...more,
  };
}

/** The moment up to which an entry counted, or from which it will, in tests of causes. */
export const MOMENT = "2026-12-01";

/** The cause of a name, with all that belongs to it. */
export function causeNamed(why: CauseName): Cause {
  if (why === "returned") return { why, to: 'UserLicenseAssignment "a"' };
  return why === "ended" || why === "ahead" ? { why, moment: MOMENT } : { why };
}

/** A plan's verdicts in one line each: `suspend a: active -> suspended (listed)`, `missing b`. */
export function linesOf(plan: Plan): string[] {
  return plan.verdicts.map((verdict) => {
    const { type, user: name } = verdict;
    if (type === "untouched") return `untouched ${name}: ${verdict.why}`;
    if (type === "moves" || type === "leftTo") return `${type} ${name}: ${verdict.to.name}`;
    if (type === "asDeclared") return `asDeclared ${name}: ${verdict.origin}`;
    if (type !== "change") return `${type} ${name}`;
    const { action, from = "?", to, cause } = verdict;
    return `${action} ${name}: ${from} -> ${to} (${cause.why}${"isExclusive" in cause ? ", exclusive" : ""})`;
  });
}
