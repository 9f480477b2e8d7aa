import type { UserKey } from "../model/userKey";
import type { Claimant } from "../plan/planRequest";
import type { Work } from "./context";
import { describeNamed } from "./describeResource";

/** The resource of the program that lists a user of one of these names at a moment. */
export function findClaimant(
  { kind, session, urn, declaration }: Work,
  moment: number,
  names: readonly UserKey[],
): Claimant | undefined {
  const deleted = declaration.isDeleted === true ? urn : undefined;
  const listers = session.claims(kind).listers(declaration.accountId, { names, moment, deleted });
  for (const { name, is, isPending } of listers)
    return { name: urn !== undefined && is(urn) ? undefined : describeNamed(kind, name), isPending };
  return undefined;
}
