import { GuardError } from "../errors/guardError";
import { countOf, listNames } from "../model/names";
import { isListingSecret, type Work } from "./context";
import { describeResource } from "./describeResource";
import { isBeforeItsNext } from "./leftNotes";
import type { Prepared } from "./prepare";
import { movingOf } from "./tellLost";

/** With a refresh, since the stack's state does not tell a program of what has been replaced and waits for its deletion. */
const REMEDY =
  "Run pulumi up --refresh for the whole stack, without --target or --exclude, or with both resources in the run. To destroy the stack, run pulumi destroy without --run-program.";

/** For a resource that is deleted before the next one of its name is made on another account, which can't keep what was before on this one. */
const REMEDY_FOR_DELETED_FIRST =
  "Let them move in a pulumi up of its own, before the account changes; or take deleteBeforeReplace out.";

function describeLeftOut(work: Work, to: string, { users, waits }: LeftOut): string {
  const { listing } = work.kind;
  const names = isListingSecret(work) ? "" : `: ${listNames(users)}`;
  const had = users.length === 1 ? "the user" : "they";
  const lists = `${listing}: in the program ${to} lists ${countOf(users.length, "user")} of this resource`;
  const what = `What ${had} had before may stand in the state of this resource alone${names}.`;
  return waits
    ? `${lists}, and waits for other resources. ${what} That state is deleted first. ${REMEDY_FOR_DELETED_FIRST}`
    : `${lists}, and this run does not bring it up to date. ${what} ${REMEDY}`;
}

/** The users of one resource that another one lists, which is not asked about: the run is not for that one, or it waits for others. */
interface LeftOut {
  readonly users: readonly string[];
  readonly waits: boolean;
}

/**
 * The places of the resources that wait for others of the program, which may fail, while nothing but the state of this one says what its
 * users had before.
 */
function waitingPlaces(work: Work): ReadonlySet<string> {
  const { kind, session, urn, declaration } = work;
  if (urn === undefined || !isBeforeItsNext(work)) return new Set();
  const declared = [...session.programClaims.resources(kind.resource, declaration.accountId)];
  // On the same account the next one takes over what this one has noted.
  if (declared.some(({ is }) => is(urn))) return new Set();
  const open = declared.filter((one) => one.waits && !session.others(kind).isAsked(one));
  return new Set(open.map(({ place }) => place));
}

/**
 * Refuses a deletion by which something may be lost: another resource of the program lists a user whom this one has changed, but
 * the run is not for that one, or does not come to it in time, so that nobody would know any more what the user had before.
 */
export async function refuseLeftOut(work: Work, { plan }: Pick<Prepared, "plan">): Promise<void> {
  const { kind, session, urn, declaration } = work;
  const waiting = waitingPlaces(work);
  const leftOut = plan.verdicts.flatMap((verdict) => {
    if (verdict.type !== "moves") return [];
    const { name: to, place, isPending } = verdict.to;
    const waits = !isPending && place !== undefined && waiting.has(place);
    if (!(isPending || waits) || to === undefined) return [];
    return movingOf(work, verdict).map(({ userId, holding }) => ({ user: verdict.user, userId, holding, to, waits }));
  });
  if (leftOut.length === 0) return;
  const held = leftOut.map(({ holding }) => holding);
  const taken = await session.others(kind).taken(declaration.accountId, held);
  const byLister = Map.groupBy(
    leftOut.filter(({ userId }) => !taken.has(userId)),
    ({ to }) => to,
  );
  const violations = [...byLister].map(([to, all]) => {
    const users = all.map(({ user }) => user);
    return describeLeftOut(work, to, { users, waits: all.some(({ waits }) => waits) });
  });
  if (violations.length > 0) throw new GuardError(describeResource(kind, urn), violations);
}
