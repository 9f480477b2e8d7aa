import { applyPlan } from "../apply/applyPlan";
import type { Outcome } from "../apply/outcome";
import { GuardError } from "../errors/guardError";
import type { Holding } from "../model/holding";
import { changesOf, identifiedUsers, type Plan, verdictsOf } from "../plan/plan";
import { type Ending, settle } from "../plan/settle";
import type { Change, Verdict } from "../plan/verdict";
import type { AccountReader } from "./accountReader";
import { countUsers } from "./accountReading";
import type { Work } from "./context";
import type { Declaration } from "./declaration";
import { describeResource, describeWork } from "./describeResource";
import { findHandedOver } from "./findHandedOver";
import { newcomersOf } from "./hangsOnOthers";
import { isBeforeItsNext, leaveNotes } from "./leftNotes";
import { refuseLeftOut } from "./leftOut";
import { LettingGo } from "./lettingGo";
import { type Counted, noteMoved, withMoved, withoutKept } from "./moved";
import { withoutDone } from "./openNotes";
import type { Prepared } from "./prepare";
import { isShared, movingAway } from "./returning";
import type { State } from "./state";
import { tellLeftTo } from "./tellLeftTo";
import { tellFoundSo, tellLost } from "./tellLost";
import { tellUnknown, tellUntraced } from "./tellNotes";
import { failuresOf, progressOf, tellGone, tellResult } from "./tellResult";
import { unreadError } from "./unreadable";
import { prepareKnowingOthers } from "./waitForOthers";

/** What carrying a declaration out has led to. */
export interface Reconciled {
  readonly state: State;
  readonly prepared: Prepared;
}

/** Guards hold before every write of create and update; what is taken back by delete is not guarded. */
export type GuardMode = "guarded" | "unguarded";

function takeOver(reader: AccountReader, outcome: Outcome, team: boolean): void {
  if (!outcome.done) reader.failed(outcome.change);
  else if (outcome.gone) reader.gone(outcome.change);
  else reader.written(outcome.change, team);
}

/**
 * How long writing goes on while the service answers nobody, in milliseconds: the engine itself would wait for ever. A
 * job that moves is not ended, however long it takes.
 */
const PATIENCE_MS = 15 * 60_000;

/** What was written, and the plan as it turned out to be while that was done. */
interface Written {
  readonly outcomes: readonly Outcome[];
  readonly plan: Plan;
}

async function write(work: Work, prepared: Prepared): Promise<Written> {
  const { plan, team } = prepared;
  const changes = changesOf(plan);
  if (changes.length === 0) return { outcomes: [], plan };
  const { session, signal } = work;
  const { accountId } = work.declaration;
  const [client, reader] = await Promise.all([session.client(), session.reader(accountId)]);
  let calls = 0;
  const lettingGo = new LettingGo(work, prepared, reader);
  const tellProgress = progressOf(work, changes.length);
  const outcomes = await applyPlan({
    client,
    accountId,
    team,
    changes,
    failedBefore: new Set(work.state.failures.map(({ user }) => user)),
    clock: session.clock,
    stop: signal,
    patienceMs: PATIENCE_MS,
    withhold: (some) => lettingGo.withhold(some),
    onAnswered: (some) => lettingGo.noteAnswered(some),
    onCall: () => {
      calls += 1;
    },
    onOutcomes: (batch) => {
      for (const outcome of batch) takeOver(reader, outcome, team);
      tellProgress(batch);
    },
  });
  tellResult(work, outcomes, calls);
  return { outcomes, plan: await lettingGo.settle(plan) };
}

/** How each change ended that has an outcome; of one without, nothing was tried. */
function endingsOf(outcomes: readonly Outcome[]): Map<Change, Ending> {
  const ending = (outcome: Outcome): Ending => (outcome.done ? "done" : outcome.lost ? "unanswered" : "failed");
  return new Map(outcomes.map((outcome) => [outcome.change, ending(outcome)]));
}

/** The state that a plan leaves behind, by what became of each of its changes. */
export function stateAfter(work: Work, prepared: Prepared, outcomes: readonly Outcome[]): State {
  const { declaration, state, kind } = work;
  const endings = endingsOf(outcomes);
  const { plan, team, ledger } = prepared;
  const failures = failuresOf(outcomes);
  return {
    declaration,
    ledger: settle({
      ledger,
      plan,
      desired: declaration.desired,
      endingOf: (change) => endings.get(change) ?? "failed",
      team,
      rules: kind.rules,
      handedOver: prepared.handedOver,
    }),
    failures,
    accountUsers: countUsers(prepared.reading, state.accountUsers),
    team,
    // Where all is done the run goes on, and what is replaced is deleted at its end.
    replaced: failures.length === 0 ? [] : state.replaced,
    moved: state.moved,
    letGoAt: state.letGoAt,
    madeAt: state.madeAt,
    mayShare: state.mayShare,
  };
}

/** A violation as it stands in a message of its own. */
export function describeViolation({
  property,
  message,
}: {
  readonly property: string;
  readonly message: string;
}): string {
  return `${property}: ${message}`;
}

/** Throws where a plan is not to be carried out. */
async function refuse(work: Work, prepared: Prepared, mode: GuardMode): Promise<void> {
  const { kind, urn } = work;
  const { violations, reading } = prepared;
  if (reading.type === "unreachable") throw unreadError(describeWork(work), reading.because);
  if (mode === "guarded" && violations.length > 0) {
    throw new GuardError(describeResource(kind, urn), violations.map(describeViolation));
  }
  if (mode === "unguarded") await refuseLeftOut(work, prepared);
}

/** What other resources keep of users who are listed here, with what those have told that were declared while this one was writing. */
async function handedOverMeanwhile(
  work: Work,
  prepared: Prepared,
  outcomes: readonly Outcome[],
): Promise<Prepared["handedOver"]> {
  if (outcomes.length === 0) return prepared.handedOver;
  const more = await findHandedOver(work, newcomersOf(work, prepared), prepared.moment);
  return more.handedOver.size === 0 ? prepared.handedOver : new Map([...more.handedOver, ...prepared.handedOver]);
}

/** At what a resource finds a user who counts here from now on by that: as declared, or otherwise, such as at another license. */
function foundBy({ state, declaration }: Work): (verdict: Verdict) => Pick<Holding, "userId" | "value">[] {
  return (verdict) => {
    if (verdict.type !== "asDeclared" && verdict.type !== "change") return [];
    const { user, userId } = verdict;
    const isChanged = verdict.type === "change" && verdict.cause.why === "listed" && !state.ledger.holdings.has(user);
    const isFound = verdict.type === "asDeclared" && verdict.origin !== "ours";
    const value = isChanged ? verdict.from : isFound ? declaration.desired.get(user) : undefined;
    return value === undefined ? [] : [{ userId, value }];
  };
}

/**
 * What other resources keep of users who are listed here goes along with them: they need not keep it any more. Not of those who had an
 * address before that means somebody else here.
 */
function secure(work: Work, { plan, handedOver, team }: Prepared): void {
  const { kind, session, declaration } = work;
  const users = identifiedUsers(plan);
  const known = new Set<string>([...users].flat());
  // Who was taken out of the account comes back with the address, and another ID.
  const ids = [...handedOver].flatMap(([name, { holding }]) =>
    known.has(holding.userId) || (known.has(name) && kind.rules.isRemoved(holding, team)) ? [holding.userId] : [],
  );
  session.handovers(kind).noteSecured(declaration.accountId, ids);
  session.handovers(kind).noteFoundSo(declaration.accountId, plan.verdicts.flatMap(foundBy(work)));
}

/** What was done in a resource's turn on its account. */
interface Turn {
  /** With those who had moved away and were not taken over. */
  readonly work: Work;
  readonly prepared: Prepared;
  readonly outcomes: readonly Outcome[];
  readonly untraced: Counted["untraced"];
}

async function takeTurn(asked: Work, mode: GuardMode, beforeWriting: (prepared: Prepared) => void): Promise<Turn> {
  const { kind, session, urn, declaration } = asked;
  await session.asOf.refuseAhead(describeResource(kind, urn), mode === "unguarded");
  const { state: counted, comeBack, untraced } = await withMoved(asked);
  const state = await withoutDone({ ...asked, state: counted });
  const work = { ...asked, state, comeBack, isTurn: true };
  const planned = await prepareKnowingOthers(work);
  await refuse(work, planned, mode);
  if (planned.reading.type === "absent") return { work, prepared: planned, outcomes: [], untraced };
  beforeWriting(planned);
  secure(work, planned);
  tellGone(work, verdictsOf(planned.plan, "gone"));
  tellLeftTo(work, planned);
  // What the preview foresaw is over: who was registered since may list some of them.
  session.handovers(kind).releases.notePlanned(urn, declaration.accountId, movingAway(work, planned.plan));
  const { outcomes, plan } = await write(work, planned);
  const failed = outcomes.filter(({ done }) => !done).map(({ change }) => change.userId);
  session.handovers(kind).noteFailed(declaration.accountId, failed);
  // Whoever loses users from now on says so itself; who has lost some meanwhile is asked.
  if (mode === "guarded") session.others(kind).turns.noteSettled(work);
  const handedOver = await handedOverMeanwhile(work, { ...planned, plan }, outcomes);
  const prepared = { ...planned, plan, handedOver };
  if (handedOver.size > planned.handedOver.size) secure(work, prepared);
  return { work, prepared, outcomes, untraced };
}

/** The state once a turn is over: also those who list users of this resource have had theirs, as far as they may. */
async function afterTurn({ work, prepared, outcomes, untraced }: Turn, mode: GuardMode): Promise<State> {
  const isReplaced = isBeforeItsNext(work);
  const moved = mode === "guarded" || isReplaced ? await noteMoved(work, prepared) : [];
  if (isReplaced) leaveNotes(work, moved);
  tellUntraced(work, untraced);
  if (!isReplaced) await tellUnknown(work);
  await tellFoundSo(work);
  await tellLost(work, prepared, mode === "unguarded");
  const state = stateAfter(work, prepared, outcomes);
  const mayShare = await sharesAfter(work, prepared, state.ledger);
  return { ...state, moved: withoutKept(moved, state.ledger), letGoAt: letGoAfter(work, state.ledger), mayShare };
}

/** Whether another resource may have users of this one in its state, too: it lets them go only after this. */
async function sharesAfter(work: Work, { handedOver }: Prepared, { holdings }: State["ledger"]): Promise<boolean> {
  for (const { isHeld } of handedOver.values()) if (isHeld) return true;
  return work.state.mayShare && (await isShared(work, holdings));
}

/** When a resource last let go of somebody that it had: now, where somebody is not in its state any more. */
function letGoAfter({ state, session }: Work, { holdings }: State["ledger"]): State["letGoAt"] {
  for (const key of state.ledger.holdings.keys()) if (!holdings.has(key)) return session.clock.now();
  return state.letGoAt;
}

/**
 * Makes a declaration true: look, plan, guard, write, and tell what is so now. Users that fail are in the state's
 * `failures`; an exception means that nothing was written.
 */
export async function reconcile(
  work: Work,
  mode: GuardMode,
  beforeWriting: (prepared: Prepared) => void = () => undefined,
): Promise<Reconciled> {
  const { kind, session, declaration } = work;
  const others = session.others(kind);
  // A deletion takes nobody over, and a resource of the same URN may come after it.
  const urn = mode === "guarded" ? work.urn : undefined;
  others.turns.noteWorking(urn);
  try {
    const turn = await session.exclusively(declaration.accountId, () => takeTurn(work, mode, beforeWriting));
    const { prepared } = turn;
    if (prepared.reading.type === "absent") return { state: work.state, prepared };
    return { state: await afterTurn(turn, mode), prepared };
  } catch (error) {
    others.turns.noteRefused(work.urn);
    throw error;
  } finally {
    others.turns.noteEnded(urn);
  }
}

/** A declaration under which nobody is listed any more. */
export function declareNobody(state: State): Declaration {
  return {
    ...state.declaration,
    desired: new Map(),
    isDeleted: true,
    unknownUsers: [],
    unknowns: [],
    // Whoever leaves leaves with the resource, whatever the time of the entry.
    schedule: new Map(),
    // Whom others have suspended is not this resource's to undo once it goes.
    exclusive: false,
  };
}
