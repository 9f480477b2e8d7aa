import type { Holding } from "../../provider/model/holding";
import type { User } from "../../provider/model/user";
import type { Plan } from "../../provider/plan/plan";
import type { PlanRequest } from "../../provider/plan/planRequest";
import { planUsers } from "../../provider/plan/planUsers";
import type { Ledger } from "../../provider/plan/settle";
import { suspensionRules } from "../../provider/plan/suspensionRules";

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

/** Plans a scene with everybody in question, as on create or after a refresh. */
export function planScene({ account = [], desired = {}, holdings = {}, more = {} }: PlanScene): Plan {
  const byName = new Map(account.flatMap((u) => [[u.userId, u] as const, [u.primaryEmail?.toLowerCase(), u] as const]));
  const wanted = new Map(Object.entries(desired));
  return planUsers({
    rules: suspensionRules,
    desired: wanted,
    holdings: new Map(Object.entries(holdings)),
    inQuestion: new Set(wanted.keys()),
    observe: (key) => byName.get(key) ?? null,
    everyone: account,
    onRemoval: "restore",
    exclusive: false,
    protectedUsers: new Set(),
    team: false,
    handedOver: new Map(),
    drifted: new Set(),
    failed: new Set(),
    isClaimed: () => false,
    ...more,
  });
}

/** A plan's steps in one line each: `suspend a: active -> suspended`. */
export function stepsOf(plan: Plan): string[] {
  return plan.steps.map(
    ({ action, user: name, from, to, reason }) => `${action} ${name}: ${from ?? "?"} -> ${to} (${reason})`,
  );
}
