import { isForCancellation } from "../apply/cancelled";
import { InputError } from "../errors/inputError";
import type { UserKey } from "../model/userKey";
import { UNASKED, type UserReading, userOf } from "../model/userReading";
import { type AddressFaults, ambiguous, type NewIds } from "../plan/addressGuards";
import { findViolations, findViolationsUnplanned, type GuardRequest, type Violation } from "../plan/guards";
import { withBefore } from "../plan/handedOver";
import type { Ledger } from "../plan/ledger";
import { identifiedUsers, type Plan } from "../plan/plan";
import type { PlanRequest } from "../plan/planRequest";
import { planUsers } from "../plan/planUsers";
import { type AbsentAccount, type AccountReading, describeAbsent, isTeam } from "./accountReading";
import { findAddressFaults, forgetReplaced, otherwiseKnown } from "./addresses";
import { conflictsOf, identifyUsers } from "./conflicts";
import { isListingSecret, type Work } from "./context";
import type { Declaration } from "./declaration";
import { findHandedOver } from "./findHandedOver";
import { findReleased, type Released } from "./findReleased";
import { hangsOnOthers } from "./hangsOnOthers";
import { hideIdentified } from "./hideSecrets";
import { findMeant } from "./meant";
import { findReadSet, type Intent, isLeftSo, isShare, leavingToRead, type ReadSet } from "./readSet";
import { findRemovedAndLicensed } from "./removedAndLicensed";
import { knowOnLeaving, knowOnLettingIn, type OnLeaving, type OnLettingIn } from "./returning";
import { outsideOf } from "./schedule/outside";
import { findStandsFor } from "./standsFor";
import { tellUnprotected } from "./tellUnprotected";
import { unlessCancelled } from "./unlessCancelled";

/** A plan with all that was learned on the way to it. */
export interface Prepared {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  /** What is known of the account; where it is unreachable the plan is from the state alone. */
  readonly reading: AccountReading;
  readonly team: boolean;
  /** Listed addresses whose users have another ID than before; undefined where nobody was looked at. */
  readonly newIds: NewIds | undefined;
  /** What the state knows of the users as the account has them. */
  readonly ledger: Ledger;
  /** What other resources keep of users who are listed here. */
  readonly handedOver: PlanRequest["handedOver"];
  /** Whether there are other resources that have not told yet whom they keep. */
  readonly isOpen: boolean;
  /** The moment that the times of entries were held against, in milliseconds since 1970. */
  readonly moment: number;
  /** What was known of who lists whom, see `Claims.stamp`. */
  readonly claimed: string;
}

function intentOf(work: Work, moment: number, released: Released, onLeaving: OnLeaving): Intent {
  const { kind, declaration, state } = work;
  return {
    rules: kind.rules,
    desired: declaration.desired,
    outside: outsideOf(declaration, moment, isListingSecret(work)),
    holdings: state.ledger.holdings,
    drifted: state.ledger.drifted,
    // Whom an exclusive set failed to let in was not listed: the program asks for something else of the user now.
    failed: new Set(state.failures.flatMap(({ user }) => (state.ledger.others.has(user) ? [] : [user]))),
    onRemoval: declaration.onRemoval,
    isDeleted: declaration.isDeleted === true,
    exclusive: declaration.exclusive,
    protectedUsers: declaration.protectedUsers,
    handedOver: new Map(),
    comeBack: work.comeBack,
    isOpen: false,
    ...onLeaving,
    ...(work.isPreview ? { plannedFor: released.plannedFor } : {}),
  };
}

function absentAccount({ accountId }: Declaration, reading: AbsentAccount): Violation {
  const check =
    reading.at === undefined ? "accountId and the AWS profile" : "accountId, the AWS profile and the endpoint";
  return { property: "accountId", message: `${describeAbsent(accountId, reading)} Check ${check}.` };
}

/** All names that users in question are known by. */
function* namesOf({ listed }: ReadSet, { observe }: Facts): Generator<UserKey> {
  for (const key of listed) {
    yield key;
    const user = userOf(observe(key));
    if (user && user.userId !== key) yield user.userId;
  }
}

function planFrom(
  intent: Intent,
  readSet: ReadSet,
  facts: Facts,
  known: Pick<Prepared, "handedOver" | "isOpen" | "team">,
): Plan {
  const { observe, everyone, addresses, standsFor } = facts;
  // Nobody is changed by an address that may mean somebody else.
  const unclear = addresses ? ambiguous(addresses) : new Set<UserKey>();
  const toRead = unclear.size === 0 ? readSet.listed : new Set([...readSet.listed].filter((key) => !unclear.has(key)));
  // Where somebody moves and no more is asked, whoever else has been read by now is not in question.
  const read = { toRead, observe, everyone: readSet.whole ? everyone : undefined, standsFor };
  return planUsers({ ...intent, ...read, ...known });
}

/** What is known of a user belongs to the user ID: of whom has the address now nothing is known, and nothing has failed. */
function knowing(intent: Intent, { holdings, drifted }: Ledger, { addresses }: Facts): Intent {
  const isNew = (key: UserKey): boolean => addresses?.replaced.has(key) === true;
  return { ...intent, holdings, drifted, failed: { has: (key) => intent.failed.has(key) && !isNew(key) } };
}

/** What was read for a plan. */
interface Facts extends Pick<PlanRequest, "observe" | "everyone" | "standsFor">, Pick<GuardRequest, "meantBy"> {
  readonly addresses: AddressFaults | undefined;
  readonly reading: AccountReading;
}

/** What there is where nobody was looked at. */
function unread(reading: AccountReading): Facts {
  return {
    reading,
    observe: () => UNASKED,
    everyone: undefined,
    meantBy: undefined,
    addresses: undefined,
    standsFor: undefined,
  };
}

async function readFacts(work: Work, intent: Intent, readSet: ReadSet, released: Released): Promise<Facts> {
  const { kind, session, declaration, state, urn: by, signal } = work;
  const keys = [...readSet.listed, ...readSet.leaving, ...readSet.moving];
  if (keys.length === 0 && !readSet.whole && !work.alwaysReadAccount) return unread({ type: "unasked" });
  const reader = await session.reader(declaration.accountId);
  released.overtake(reader);
  const how = { trustFailure: work.trustFailure ?? false, usersExpected: state.accountUsers, by, signal };
  await reader.read({ keys, whole: readSet.whole, ...how });
  const reading = await reader.account();
  const team = isTeam(reading, state.team);
  const observe = (key: UserKey): UserReading => reader.observe(key);
  const otherwise = otherwiseKnown(state, readSet.listed, reader);
  // Whose address is not theirs any more leaves like anybody else.
  const isSettled = readSet.moving.size === 0 && team === state.team;
  const { leaving } = isSettled ? readSet : leavingToRead(intent, { team, observe });
  const more = isSettled ? [] : [...leaving].filter((userId) => !readSet.leaving.has(userId));
  const whole = more.length > 0 && isShare(declaration);
  await reader.read({ keys: [...otherwise, ...more], whole, ...how });
  return {
    reading: await reader.account(),
    observe,
    everyone: reader.everyone(),
    standsFor: await findStandsFor(work, intent, reader),
    addresses: findAddressFaults(state.ledger, readSet.listed, reader, (held) => kind.rules.isRemoved(held, team)),
    // Of a secret user's address one that is nearly the same would tell too much.
    meantBy: isListingSecret(work) ? undefined : (key) => findMeant(key, reader, declaration),
  };
}

/** What the program itself asks for: not what a refresh has seen and `ignoreChanges` hands back, such as "missing". */
function declaredOf({ declaration, state }: Work): Declaration["desired"] {
  const { desired, ignored } = declaration;
  return ignored ? new Map([...desired].filter(([key]) => !isLeftSo(state, declaration, key))) : desired;
}

/**
 * Whether listed users whom a Team account does not have may have been removed from it by another resource, which tells
 * only when it is asked: before the first write it is certain.
 */
export function mayBeElsewhere({ isPreview }: Work, { team, isOpen }: Pick<Prepared, "team" | "isOpen">): boolean {
  return isPreview === true && team && isOpen;
}

/** What is to be done about listed users whom the account does not have. */
export function onMissing(work: Work, known: Pick<Prepared, "team" | "isOpen">): "fail" | "warn" {
  return mayBeElsewhere(work, known) ? "warn" : work.declaration.missingUsers;
}

/** Notes who the users of a plan are, and says what is wrong with who lists whom. */
function listedTwice(work: Work, plan: Plan): Violation[] {
  const found = identifyUsers(work, identifiedUsers(plan));
  // Before anything is written all of it counts, also what has come up since: nobody may have made a preview.
  if (work.isPreview !== true) return conflictsOf(work);
  return work.conflicts === "apart" ? [] : found;
}

/** Everything that stands against a plan. */
function violationsOf(
  work: Work,
  readSet: ReadSet,
  known: Pick<Prepared, "plan" | "team" | "isOpen" | "ledger"> & { readonly moment: number },
  facts: Facts,
): Violation[] {
  const { reading, meantBy, addresses } = facts;
  const { kind, declaration, isUntold } = work;
  const { plan, team, moment, ledger } = known;
  const missingUsers = onMissing(work, known);
  const placeOf = work.session.places.of(work);
  const outside = outsideOf(declaration, moment, false);
  const isOver = (key: UserKey): boolean => outside.get(key)?.why === "ended";
  const asked = { missingUsers, meantBy, placeOf, addresses, isUntold, isOver, holdings: ledger.holdings };
  const request = { ...declaration, ...kind, ...asked, desired: declaredOf(work) };
  if (reading.type === "absent") return [absentAccount(declaration, reading), ...findViolationsUnplanned(request)];
  const { account, users: accountUsers } = reading.type === "found" ? reading : {};
  return [
    ...findViolations({ ...request, plan, account, accountUsers }),
    ...listedTwice(work, plan),
    ...(team ? findRemovedAndLicensed(work, moment, readSet.listed, facts.observe) : []),
  ];
}

/** What a plan is made of, without what other resources keep of its users. */
interface Parts {
  readonly intent: Intent;
  readonly readSet: ReadSet;
  readonly facts: Facts;
  readonly moment: number;
  readonly team: boolean;
  readonly ledger: Prepared["ledger"];
}

/** Has what other resources keep told by the stack's state, or in a preview by those that the program can't tell of. False: it was told before. */
async function hearOthers(work: Work): Promise<boolean> {
  if (work.isPreview !== true || work.isUntold !== true) return work.session.learnStored(work.kind);
  await work.untilAsked?.();
  return true;
}

/** What is known of those who leave, and of others as well. */
function withMore(intent: Intent, { claimantOf, holderOf }: OnLettingIn): Intent {
  return {
    ...intent,
    claimantOf: (...names) => intent.claimantOf(...names) ?? claimantOf(...names),
    holderOf: (user, target) => intent.holderOf?.(user, target) ?? holderOf(user, target),
  };
}

/** A plan, and what other resources of the run keep of its users, or of the stack, where these have not told it all. */
async function planWithOthers(
  work: Work,
  { intent, readSet, facts, moment, team, ledger }: Parts,
): Promise<{ readonly plan: Plan; readonly handed: Pick<Prepared, "handedOver" | "isOpen"> }> {
  const planNow = async () => {
    const handed = await findHandedOver(work, namesOf(readSet, facts), moment);
    const holdings = withBefore(intent.holdings, handed.handedOver);
    const planBy = (known: Intent): Plan => planFrom({ ...known, holdings }, readSet, facts, { team, ...handed });
    const plan = planBy(intent);
    const more = await knowOnLettingIn(work, plan);
    return { plan: more ? planBy(withMore(intent, more)) : plan, handed };
  };
  const first = await planNow();
  const isMore = hangsOnOthers(work, { plan: first.plan, team, ledger }) && (await hearOthers(work));
  return isMore ? planNow() : first;
}

/**
 * Looks at whom the declaration leaves in question and works out what would be done, and what stands against it. Throws where
 * the run is cancelled meanwhile.
 */
export function prepare(work: Work): Promise<Prepared> {
  return unlessCancelled(work, () => prepareNow(work));
}

async function prepareNow(work: Work): Promise<Prepared> {
  const { kind, declaration, state, signal } = work;
  // A check must not hold up the engine: what is under way then is looked at again before the first write.
  const released = await findReleased(work, { waits: work.isPreview !== true });
  const moment = await work.session.asOf.moment();
  const intent = intentOf(work, moment, released, await knowOnLeaving(work, moment));
  const readSet = findReadSet(kind, intent, state, declaration, released);
  const facts = await readFacts(work, intent, readSet, released).catch((because: unknown): Facts => {
    // A wrong setting is a mistake to mend, not an account out of reach.
    if (InputError.isInstance(because) || isForCancellation(because, signal)) throw because;
    return unread({ type: "unreachable", because });
  });
  const { reading } = facts;
  const team = isTeam(reading, state.team);
  const claimed = work.session.claims(kind).stamp;
  const ledger = forgetReplaced(state.ledger, facts.addresses?.replaced);
  const known = knowing(intent, ledger, facts);
  const { plan, handed } = await planWithOthers(work, { intent: known, readSet, facts, moment, team, ledger });
  hideIdentified(work, plan, facts.addresses);
  if (work.isPreview) tellUnprotected(work, plan, facts);
  const violations = violationsOf(work, readSet, { plan, team, moment, ledger, ...handed }, facts);
  return { plan, violations, reading, team, newIds: facts.addresses, ledger, moment, claimed, ...handed };
}
