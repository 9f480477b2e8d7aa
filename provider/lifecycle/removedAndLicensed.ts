import { listNames } from "../model/names";
import { toUserKey, type UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import type { Violation } from "../plan/guards";
import type { PlanRequest } from "../plan/planRequest";
import type { Work } from "./context";
import { describeNamed, describeResource } from "./describeResource";
import type { Kind } from "./kind";
import { ALL_KINDS } from "./kinds";

/** All names by which a listed user is known. */
function namesOf({ state }: Work, key: UserKey, observe: PlanRequest["observe"]): UserKey[] {
  const holding = state.ledger.holdings.get(key);
  const user = userOf(observe(key));
  const userId = user?.userId ?? holding?.userId;
  const address = user?.primaryEmail ?? holding?.email;
  return [key, ...(userId === undefined ? [] : [userId]), ...(address === undefined ? [] : [toUserKey(address)])];
}

/** The listed users whom resources of another kind list, by the name of the resource. */
function listersOf(
  work: Work,
  other: Kind,
  moment: number,
  listed: ReadonlySet<UserKey>,
  observe: PlanRequest["observe"],
): Map<string, Set<UserKey>> {
  const claims = work.session.claims(other);
  const byLister = new Map<string, Set<UserKey>>();
  for (const key of listed) {
    const names = namesOf(work, key, observe);
    for (const { name } of claims.listers(work.declaration.accountId, { names, moment })) {
      byLister.set(name, (byLister.get(name) ?? new Set()).add(key));
    }
  }
  return byLister;
}

/**
 * Says for whom a resource of another kind makes something impossible: on a Team account suspending removes the user, who
 * then can have nothing there. Whichever of the two is asked about first says so.
 */
export function findRemovedAndLicensed(
  work: Work,
  moment: number,
  listed: ReadonlySet<UserKey>,
  observe: PlanRequest["observe"],
): Violation[] {
  const { kind, urn, declaration } = work;
  const takes = (one: Kind): boolean => one.gives === undefined;
  return ALL_KINDS.filter((other) => takes(other) !== takes(kind)).flatMap((other) => {
    return [...listersOf(work, other, moment, listed, observe)].map(([name, users]): Violation => {
      const both = `${describeResource(kind, urn)} and ${describeNamed(other, name)}`;
      const message = `Account ${declaration.accountId} is a Team account, where suspending removes users from the account, so that nobody can be suspended and have ${kind.gives ?? other.gives} there: ${both} both list ${listNames([...users].sort())}. List each user in one of them.`;
      return { property: kind.listing, message };
    });
  });
}
