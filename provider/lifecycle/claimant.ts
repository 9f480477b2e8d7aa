import { placeInUrn } from "../model/urn";
import type { UserKey } from "../model/userKey";
import type { Claimant } from "../plan/planRequest";
import type { Work } from "./context";
import { describeOther } from "./describeResource";
import { scopeOf } from "./foreseen";

/** What there is to ask for, for each user who leaves: mostly there is nobody, and nothing is made for that answer. */
function mayBeListed(
  { kind, session, declaration }: Work,
  names: readonly UserKey[],
  deleted: string | undefined,
): boolean {
  const claims = session.claims(kind);
  for (const name of names) if (claims.mayList(declaration.accountId, name, deleted)) return true;
  return false;
}

function firstOf(
  work: Work,
  moment: number,
  names: readonly UserKey[],
  deleted: string | undefined,
): Claimant | undefined {
  const { kind, session, urn, declaration } = work;
  const [first] = session.claims(kind).listers(declaration.accountId, { names, moment, deleted });
  if (first === undefined) return undefined;
  const { isPending } = first;
  // Of two that are joined under one name the second one goes, and what it knows is not in the state of the one that stays.
  const isJoined = deleted !== undefined && isPending && first.place !== placeInUrn(deleted);
  const isSelf = urn !== undefined && first.is(urn) && !isJoined;
  return isSelf
    ? { name: undefined, isPending }
    : { name: describeOther(kind, first, urn), place: first.place, isPending };
}

/** The resource of the program that lists a user of one of these names at a moment. */
export function findClaimant(work: Work, moment: number, names: readonly UserKey[]): Claimant | undefined {
  const deleted = work.declaration.isDeleted === true ? work.urn : undefined;
  const found = mayBeListed(work, names, deleted) ? firstOf(work, moment, names, deleted) : undefined;
  return work.isUntold ? asForeseen(work, names, found) : found;
}

/** What the preview was asked about counts in the update, too, which comes to some resources only once others are done. */
function asForeseen(work: Work, names: readonly UserKey[], found: Claimant | undefined): Claimant | undefined {
  const { kind, session, urn, declaration } = work;
  if (urn === undefined || declaration.isDeleted === true) return found;
  const scope = scopeOf(work);
  if (found?.place !== undefined) session.foreseen.noteListed(scope, urn, names, found.place);
  if (found) return found;
  const place = session.foreseen.listerOf(scope, urn, names);
  // What has been asked about by now says itself whom it lists.
  if (place === undefined || session.others(kind).isAskedAt(place)) return undefined;
  return { name: describeOther(kind, { place }, urn), place, isPending: false };
}
