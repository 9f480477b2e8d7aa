import { listNames } from "../model/names";
import type { UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import type { Violation } from "../plan/guards";
import type { PlanRequest } from "../plan/planRequest";
import type { Work } from "./context";
import { describeNamed, describeResource } from "./describeResource";
import { licenseKind, suspensionKind } from "./kinds";

/** All names by which a listed user is known. */
function namesOf({ state }: Work, key: UserKey, observe: PlanRequest["observe"]): UserKey[] {
  const holding = state.ledger.holdings.get(key);
  const user = userOf(observe(key));
  const names = [key, user?.userId ?? holding?.userId, user?.primaryEmail?.toLowerCase() ?? holding?.email];
  return names.filter((name) => name !== undefined);
}

/**
 * Says for whom a resource of the other kind makes something impossible: on a Team account suspending removes the user, who
 * then has no license there. Whichever of the two is asked about first says so.
 */
export function findRemovedAndLicensed(
  work: Work,
  moment: number,
  listed: Iterable<UserKey>,
  observe: PlanRequest["observe"],
): Violation[] {
  const { kind, session, urn, declaration } = work;
  const other = kind === suspensionKind ? licenseKind : suspensionKind;
  const claims = session.claims(other);
  const byLister = new Map<string, Set<UserKey>>();
  for (const key of listed) {
    for (const name of claims.listers(declaration.accountId, namesOf(work, key, observe), moment)) {
      byLister.set(name, (byLister.get(name) ?? new Set()).add(key));
    }
  }
  return [...byLister].map(([name, users]) => {
    const both = `${describeResource(kind, urn)} and ${describeNamed(other, name)}`;
    const message = `Account ${declaration.accountId} is a Team account, where suspending removes users from the account, so that nobody can be suspended and have a license there: ${both} both list ${listNames([...users].sort())}. List each user in one of them.`;
    return { property: kind.listing, message };
  });
}
