import { countOf, listNames } from "../model/names";
import type { UserKey } from "../model/userKey";
import { membershipOf } from "../plan/cause";
import { findViolationsUnplanned, type Violation } from "../plan/guards";
import { LETS_IN } from "../plan/labels";
import { namesWithPlaces } from "../plan/missingUsers";
import { changesOf, usersOf } from "../plan/plan";
import { noteUnknownType } from "../plan/unknownType";
import { tellNewIds } from "./addresses";
import { begin } from "./begin";
import type { Context, Work } from "./context";
import { describePrepared } from "./describePrepared";
import { describeResource } from "./describeResource";
import { foresee } from "./foreseen";
import { foretellLeftOut, withMoved } from "./moved";
import { rememberOver } from "./notesOver";
import { withoutDone } from "./openNotes";
import { mayBeElsewhere, onMissing, type Prepared, prepare } from "./prepare";
import { declareNobody } from "./reconcile";
import { asState, waiting } from "./replaced";
import { movingAway } from "./returning";
import { tellDue } from "./schedule/tellDue";
import { tellIdle } from "./schedule/tellIdle";
import type { State } from "./state";
import { tellFailed } from "./tellFailed";
import { noteLeftTo } from "./tellLeftTo";
import { tellUnknown, tellUntraced } from "./tellNotes";
import { describeUnreadable, isOutOfReach, SAID_ONCE } from "./unreadable";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function tellUnknowns({ kind, declaration, session, urn }: Work): void {
  const { unknowns, unknownUsers } = declaration;
  if (unknowns.length === 0) return;
  const users = unknownUsers.length > 0 ? ` (${countOf(unknownUsers.length, "user")})` : "";
  const what = listNames(unknowns.map((name) => (name === kind.listing ? `${name}${users}` : name)));
  session.report.info(`${describeResource(kind, urn)}: not known before pulumi up and checked then: ${what}`, urn);
}

const FOUND_OUT_LATER =
  ". Another set of the program may have removed them from it, which pulumi up finds out, and checks, before it changes anything; with --refresh a preview knows it, too";

/** Warns of listed users whom the account does not have, where that is no reason to refuse. */
function tellMissing(work: Work, prepared: Prepared): void {
  const { kind, session, urn } = work;
  const missing = usersOf(prepared.plan, "missing");
  const previewed = { ...work, isPreview: true };
  if (missing.length === 0 || onMissing(previewed, prepared) === "fail") return;
  const later = mayBeElsewhere(previewed, prepared) ? FOUND_OUT_LATER : "";
  const names = namesWithPlaces(missing, { listing: kind.listing, placeOf: session.places.of(work) });
  const text = `${countOf(missing.length, "listed user")} not in the account: ${listNames(names)}${later}`;
  session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}

/** Warns, once for an account, of what is taken for granted where its type is not known. */
function tellUnknownType({ kind, declaration, session, urn }: Work, { reading, plan, team }: Prepared): void {
  if (reading.type !== "found") return;
  const { account } = reading;
  const text = noteUnknownType({ account, plan, teamAccount: declaration.teamAccount }, team);
  if (text === undefined || session.typesTold.has(text)) return;
  session.typesTold.add(text);
  session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}

function tellPlan(work: Work, prepared: Prepared): void {
  const { kind, declaration, session, urn } = work;
  const { plan, reading, violations } = prepared;
  tellUnknownType(work, prepared);
  if (reading.type === "unreachable" && session.unread.isNew(declaration.accountId, reading.because)) {
    const text = `${describeResource(kind, urn)}: the account could not be read, so nothing was checked against it. ${messageOf(reading.because)} ${SAID_ONCE}`;
    session.report.warn(text, urn);
  }
  if (reading.type === "unreachable" && declaration.exclusive) {
    const text = `${describeResource(kind, urn)}: exclusive, and the account could not be read: whom it would let in beside those named here is not known`;
    session.report.warn(text, urn);
  }
  // What is refused for the number of users is shown too: who they are tells whether the number is a mistake.
  const worthTelling = violations.length === 0 || (changesOf(plan).length > 0 && reading.type !== "absent");
  const text = worthTelling ? describePrepared(work, prepared) : undefined;
  if (text !== undefined) {
    session.report.info(text, urn);
    noteLeftTo(work, prepared);
    const letsIn = changesOf(plan).some(({ cause }) => cause.why === "exclusive");
    if (letsIn) session.report.info(`${describeResource(kind, urn)}: ${LETS_IN}`, urn);
  }
  if (prepared.newIds) tellNewIds(work, prepared.newIds);
  tellMissing(work, prepared);
}

/**
 * Leaves out of a preview what hangs on users that are not known yet: a user of the state who is not listed may be one
 * of them, and so does not leave for certain; nor is it certain who is outside an exclusive set.
 */
function withoutGuesses(work: Work): Work {
  const { kind, declaration, state } = work;
  if (!declaration.unknowns.includes(kind.listing)) return work;
  const { desired, unknownUsers } = declaration;
  // Of a map the users are known though their licenses are not; of a list it is the users that are not.
  const usersKnown = kind.listingForm.saysValues && unknownUsers.length > 0;
  const stays = (key: UserKey): boolean => desired.has(key) || (usersKnown && !unknownUsers.includes(key));
  const holdings = new Map([...state.ledger.holdings].filter(([key]) => stays(key)));
  return {
    ...work,
    declaration: { ...declaration, exclusive: false },
    state: { ...state, ledger: { ...state.ledger, holdings } },
  };
}

/** Notes who is let go: should another resource turn out to list one of them, that is made only after this one. */
async function notePlanned(work: Work, { plan }: Prepared): Promise<void> {
  const { kind, session, urn, declaration } = work;
  const leaving = changesOf(plan).filter(({ cause }) => membershipOf(cause) === "leaving");
  const released = leaving.map(({ user, userId, to }) => ({ userId, to, names: [user, userId] }));
  const all = [...released, ...movingAway(work, plan)];
  session.handovers(kind).releases.notePlanned(urn, declaration.accountId, all);
  await foresee(work, plan.verdicts);
}

/**
 * Shows whom the deletion affects that a replacement ends with: the engine asks nobody about it before it is due. `shownAt`: the URN that the
 * program has for the resource by now, under which the deletion will speak.
 */
export async function tellDeletion(
  context: Context,
  state: State,
  onRemoval: string,
  shownAt: Context["urn"],
): Promise<void> {
  const work = begin(context, { declaration: { ...declareNobody(state), onRemoval }, state });
  const prepared = await prepare({ ...work, trustFailure: true });
  const text = prepared.reading.type === "absent" ? undefined : describePrepared({ ...work, urn: shownAt }, prepared);
  if (text !== undefined) work.session.report.info(text, shownAt);
  // Those before it may wait for the same.
  for (const one of waiting(context, state)) await tellDeletion(context, asState(state, one), one.onRemoval, shownAt);
}

/**
 * Shows what an operation would do and returns everything that stands against it. The engine does not tell a provider whether
 * it previews, so that this runs before each create and update too, on the same reading of the account.
 */
export async function preview(asked: Work): Promise<readonly Violation[]> {
  const { state: counted, isOutdated, isOver, comeBack, untraced } = await withMoved(asked);
  const state = await withoutDone({ ...asked, state: counted });
  const work = { ...asked, state, comeBack };
  tellUnknowns(work);
  tellFailed(work);
  const { kind, declaration } = work;
  if (declaration.unknowns.includes("accountId")) {
    await tellDue(work);
    return findViolationsUnplanned({ ...declaration, ...kind });
  }
  const prepared = await prepare({ ...withoutGuesses(work), trustFailure: true, isPreview: true });
  const { reading, violations } = prepared;
  const error = reading.type === "unreachable" ? reading.because : undefined;
  if (isOutOfReach(error) && (await work.session.unreadable()) === "fail") {
    return [...violations, { property: "accountId", message: describeUnreadable(error.message) }];
  }
  await notePlanned(work, prepared);
  tellPlan(work, prepared);
  await foretellLeftOut(work, prepared);
  rememberOver(asked, prepared, comeBack);
  tellUntraced(work, untraced);
  // All of such a program were asked about by now: what is not known is not going to be.
  if (work.isUntold) await tellUnknown({ ...work, isTurn: true });
  // That alone is no reason to write, but where the program can't tell so before: see compare.ts.
  const isDropped = isOutdated || state !== counted || (isOver && work.isUntold === true);
  if (isDropped && untraced.length === 0 && changesOf(prepared.plan).length === 0) {
    const text = "notes of users who have moved to another resource go out of its state";
    work.session.report.info(`${describeResource(kind, work.urn)}: ${text}`, work.urn);
  }
  await tellDue(work, prepared);
  await tellIdle(work, prepared);
  return violations;
}
