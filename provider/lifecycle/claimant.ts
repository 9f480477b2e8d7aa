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
  for (const { name, is, isPending } of session.claims(kind).listers(declaration.accountId, { names, moment }))
    return { name: urn !== undefined && is(urn) ? undefined : describeNamed(kind, name), isPending };
  return undefined;
}
