import { isForCancellation } from "../apply/cancelled";
import type { ChimeUsersError } from "../errors/chimeUsersError";
import type { Holding } from "../model/holding";
import { isEmailAddress, toUserKey, type UserKey } from "../model/userKey";
import { ABSENT, type UserReading, userOf } from "../model/userReading";
import { currentOf, type Ledger } from "../plan/ledger";
import { refreshLedger } from "../plan/refreshLedger";
import type { AccountReader } from "./accountReader";
import { type AbsentAccount, countUsers, type FoundAccount, isTeam } from "./accountReading";
import { findNewIds, tellNewIds, tellTaken } from "./addresses";
import { begin } from "./begin";
import { type Context, isListingSecret } from "./context";
import type { Declaration } from "./declaration";
import { describeResource } from "./describeResource";
import { leaveOutKept } from "./keptElsewhere";
import type { Kind } from "./kind";
import { asState } from "./replaced";
import { othersValue, type State } from "./state";
import type { Moved } from "./storedMoved";
import type { Replaced } from "./storedReplaced";
import { unlessCancelled } from "./unlessCancelled";
import { describeUnreadable, GOES_BY_LAST_UP, isOutOfReach, SAID_ONCE } from "./unreadable";

/** What has become of a resource. */
export type ReadResult =
  /** The account does not exist any more, and with it the resource. */
  | { readonly is: "gone" }
  /** The account could not be read: the state is as it was. */
  | { readonly is: "unread" }
  /** The state as the account has it, and the declaration that this would be. */
  | { readonly is: "read"; readonly state: State; readonly declaration: Declaration };

/** What a declaration has of users where nobody is listed. */
const NOBODY: Pick<Declaration, "desired" | "unknownUsers" | "unknowns"> = {
  desired: new Map(),
  unknownUsers: [],
  unknowns: [],
};

async function readUsers(
  { kind: { rules }, urn: by, signal }: Context,
  reader: AccountReader,
  state: State,
  team: boolean,
): Promise<void> {
  const { holdings, drifted, missing } = state.ledger;
  const whole = state.declaration.exclusive;
  const { accountUsers: usersExpected } = state;
  const unheld = [...drifted.keys(), ...missing.keys()].filter((key) => !holdings.has(key));
  const moved = state.moved.flatMap((one) => [...one.holdings.values()]);
  const ids = [...holdings.values(), ...moved].map(({ userId }) => userId);
  await reader.read({ keys: [...ids, ...unheld], whole, signal, usersExpected, by });
  const addresses: UserKey[] = [];
  for (const [key, held] of holdings) {
    if (reader.observe(held.userId).type !== "absent") continue;
    if (isEmailAddress(key)) addresses.push(key);
    if (held.email && rules.isRemoved(held, team)) addresses.push(toUserKey(held.email));
  }
  await reader.read({ keys: addresses, whole: false, signal, usersExpected, by });
}

function observeLedger({ rules }: Kind, reader: AccountReader, state: State, team: boolean): Ledger {
  const { ledger, declaration } = state;
  const { exclusive } = declaration;
  const everyone = reader.everyone();
  // Nobody is found by an address that several users share: it does not say who is meant.
  const observe = (key: UserKey): UserReading => (reader.sharing(key).length > 1 ? ABSENT : reader.observe(key));
  return refreshLedger({ ledger, rules, team, exclusive, observe, everyone });
}

/** Reads an account and those of its users whom the state knows. Rejects where it is not certain how they are. */
async function readAccount(
  context: Context,
  reader: AccountReader,
  state: State,
): Promise<FoundAccount | AbsentAccount> {
  const { signal } = context;
  const first = await reader.account(signal);
  if (first.type === "found") await readUsers(context, reader, state, isTeam(first, state.team));
  return reader.account(signal);
}

/** Gives back an error that says that there is no way to the account now; throws any other, and this one if told to. */
async function outOfReach({ kind, session, urn, signal }: Context, error: unknown): Promise<ChimeUsersError> {
  if (!isOutOfReach(error) || isForCancellation(error, signal)) throw error;
  if ((await session.unreadable()) === "warn") return error;
  const text = describeUnreadable(error.message, GOES_BY_LAST_UP);
  throw new Error(`${describeResource(kind, urn)}: ${text}`, { cause: error });
}

/** The state as the account has it now, and the declaration that this would be. */
async function seenNow(
  context: Context,
  reader: AccountReader,
  state: State,
  account: FoundAccount,
): Promise<{ readonly state: State; readonly declaration: Declaration }> {
  const team = isTeam(account, state.team);
  const { kind } = context;
  const seen = observeLedger(kind, reader, state, team);
  const ledger = await leaveOutKept(context, state.declaration.accountId, seen);
  const found = findNewIds(state.ledger, ledger, reader, (held) => kind.rules.isRemoved(held, team));
  tellNewIds(context, found);
  tellTaken(context, found.taken);
  const desired = currentOf(ledger, othersValue(kind));
  return {
    state: {
      ...state,
      ledger,
      moved: refreshMoved(kind, reader, state, team),
      team,
      accountUsers: countUsers(account, state.accountUsers),
    },
    declaration: { ...state.declaration, ...NOBODY, desired },
  };
}

/**
 * The notes of users who are as this resource has left them: of whom others have changed since it is theirs to say. A license may
 * come back to that: one who changed it does not know what was before.
 */
function refreshMoved({ rules }: Kind, reader: AccountReader, state: State, team: boolean): Moved[] {
  const becomes = (holding: Holding): "so" | "drifted" | "over" => {
    const value = rules.observedValue({ user: userOf(reader.observe(holding.userId)), holding, team });
    if (value === holding.value) return "so";
    return value === undefined || rules.driftEndsOwnership ? "over" : "drifted";
  };
  return state.moved.flatMap((one) => {
    const { so = [], drifted = [] } = Object.groupBy(one.holdings, ([, holding]) => becomes(holding));
    const refreshed = [
      { ...one, holdings: new Map(so) },
      { ...one, isDrifted: true, holdings: new Map(drifted) },
    ];
    return refreshed.filter(({ holdings }) => holdings.size > 0);
  });
}

/** What was kept on other accounts as they have it now: the same as is read of a resource that waits for its deletion there. */
async function refreshReplaced(context: Context, state: State): Promise<Replaced[]> {
  const { kind, session } = context;
  const refreshed: Replaced[] = [];
  for (const one of state.replaced) {
    const kept = asState(state, one);
    const reader = await session.reader(one.accountId);
    const reading = await readAccount(context, reader, kept).catch(() => undefined);
    if (reading === undefined) refreshed.push(one);
    if (reading?.type !== "found") continue;
    const team = isTeam(reading, one.team);
    refreshed.push({ ...one, ledger: observeLedger(kind, reader, kept, team), team });
  }
  return refreshed;
}

/**
 * Pulumi's read: the state as the account has it now, and the declaration that this would be, so that a preview shows
 * each user's drift by name. Failures stay in the state: what is left of them is for the next `pulumi up`. Throws where the run
 * is cancelled meanwhile.
 */
export function read(context: Context, state: State): Promise<ReadResult> {
  return unlessCancelled(context, () => readNow(context, state));
}

async function readNow(context: Context, state: State): Promise<ReadResult> {
  const { kind, session, urn } = context;
  const { accountId } = state.declaration;
  const isSecret = isListingSecret(context);
  begin(context, { declaration: { ...state.declaration, ...NOBODY }, state });
  // From here on the other providers' processes can ask this one, and wait for what it is about to read.
  const handovers = session.handovers(kind);
  const reader = await session.reader(accountId);
  const name = describeResource(kind, urn);
  const reading = await readAccount(context, reader, state).catch(async (error: unknown) => ({
    type: "unreachable" as const,
    because: await outOfReach(context, error),
  }));
  switch (reading.type) {
    case "unreachable": {
      handovers.note({ urn, accountId, isSecret, state }, "refreshed");
      // A preview that refreshes first has to do without the account where there is no way to it, as in a fork's pull
      // request; the engine does not tell it from any other refresh.
      const { because } = reading;
      const text = `NOT refreshed: the account could not be read, the state is as it was. ${because.message} ${SAID_ONCE}`;
      if (session.unread.isNew(accountId, because)) session.report.warn(`${name}: ${text}`, urn);
      return { is: "unread" };
    }
    case "absent": {
      const text = `account ${accountId} does not exist any more, or these credentials can't see it: dropped from the state.`;
      session.report.warn(`${name}: ${text}`, urn);
      return { is: "gone" };
    }
    case "found": {
      const replaced = await refreshReplaced(context, state);
      const seen = await seenNow(context, reader, { ...state, replaced }, reading);
      handovers.note({ urn, accountId, isSecret, state: seen.state }, "refreshed");
      return { is: "read", ...seen };
    }
  }
}
