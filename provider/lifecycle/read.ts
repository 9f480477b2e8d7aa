import { ChimeUsersError } from "../errors/chimeUsersError";
import type { Account } from "../model/account";
import type { Holding } from "../model/holding";
import { MISSING } from "../model/standing";
import type { User } from "../model/user";
import type { UserKey } from "../model/userKey";
import { currentOf, type Ledger } from "../plan/settle";
import type { AccountReader } from "./accountReader";
import { begin, type Context } from "./context";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { nameOf } from "./nameOf";
import type { Session } from "./session";
import { othersValue, type State } from "./state";
import { isOutOfReach, SAID_ONCE, tellUnreadable } from "./unreadable";

/** What has become of a resource. */
export type ReadResult =
  /** The account does not exist any more, and with it the resource. */
  | { readonly is: "gone" }
  /** The account could not be read: the state is as it was. */
  | { readonly is: "unread" }
  /** The state as the account has it, and the declaration that this would be. */
  | { readonly is: "read"; readonly state: State; readonly declaration: Declaration };

/** A user under the names it may be found by: the ID, and the address should the user have got a new ID. */
function findHeld(reader: AccountReader, key: UserKey, { userId, email }: Holding): User | undefined {
  return reader.observe(userId) || reader.observe(key) || (email && reader.observe(email)) || undefined;
}

async function readUsers(reader: AccountReader, state: State, signal: AbortSignal | undefined): Promise<void> {
  const { holdings, drifted, missing } = state.ledger;
  const whole = state.declaration.exclusive;
  const expected = state.accountUsers === undefined ? {} : { usersExpected: state.accountUsers };
  const unheld = [...drifted.keys(), ...missing.keys()].filter((key) => !holdings.has(key));
  const ids = [...holdings.values()].map(({ userId }) => userId);
  await reader.read({ keys: [...ids, ...unheld], whole, signal, ...expected });
  const addresses: string[] = [];
  for (const [key, { userId, email }] of holdings) {
    if (reader.observe(userId) !== null) continue;
    if (key.includes("@")) addresses.push(key);
    if (email) addresses.push(email);
  }
  await reader.read({ keys: addresses, whole: false, signal, ...expected });
}

/** What is kept of a user who may have another ID by now, and may not be as this resource has made it any more. */
function refound(holding: Holding, userId: string, undone: boolean): Holding {
  if (!undone) return holding.userId === userId ? holding : { ...holding, userId };
  const { before, ...found } = holding;
  return { ...found, userId };
}

/** The account as seen now, held against the state. */
class Observation {
  readonly holdings = new Map<UserKey, Holding>();
  readonly drifted = new Map<UserKey, string>();
  readonly missing = new Map<UserKey, string>();
  readonly others = new Map<UserKey, string>();
  readonly #kind: Kind;
  readonly #reader: AccountReader;
  readonly #team: boolean;
  readonly #before: Ledger;

  constructor(kind: Kind, reader: AccountReader, team: boolean, before: Ledger) {
    this.#before = before;
    this.#kind = kind;
    this.#reader = reader;
    this.#team = team;
  }

  #valueOf(user: User | undefined, holding: Holding | undefined): string {
    return this.#kind.rules.observedValue({ user, holding, team: this.#team }) ?? MISSING;
  }

  addHeld(key: UserKey, held: Holding): void {
    const user = findHeld(this.#reader, key, held);
    const value = this.#valueOf(user, held);
    const { attempted, ...known } = held;
    const holding = value === attempted ? { ...known, value } : known;
    const drifted = value !== holding.value;
    if (drifted) this.drifted.set(key, value);
    // Seen undone before and as declared now, without us: that is somebody else's doing.
    const undone = !drifted && value !== attempted && this.#before.drifted.has(key) && this.#kind.driftEndsOwnership;
    this.holdings.set(key, refound(holding, user?.userId ?? holding.userId, undone));
  }

  addUnheld(key: UserKey): void {
    this.drifted.set(key, this.#valueOf(this.#reader.observe(key) ?? undefined, undefined));
  }

  addMissing(key: UserKey, wanted: string): void {
    const user = this.#reader.observe(key);
    if (user) this.drifted.set(key, this.#valueOf(user, undefined));
    else this.missing.set(key, wanted);
  }

  addOthers(): void {
    const listed = new Set([...this.holdings.values()].map(({ userId }) => userId));
    for (const user of this.#reader.everyone()) {
      const key = user.primaryEmail?.toLowerCase() ?? user.userId;
      const known = listed.has(user.userId) || this.drifted.has(key) || this.drifted.has(user.userId);
      if (!known && this.#valueOf(user, undefined) === othersValue(this.#kind)) this.others.set(key, user.userId);
    }
  }
}

function observeLedger(kind: Kind, reader: AccountReader, state: State, team: boolean): Ledger {
  const { ledger } = state;
  const observation = new Observation(kind, reader, team, ledger);
  for (const [key, holding] of ledger.holdings) observation.addHeld(key, holding);
  for (const key of ledger.drifted.keys()) if (!ledger.holdings.has(key)) observation.addUnheld(key);
  for (const [key, wanted] of ledger.missing) observation.addMissing(key, wanted);
  if (state.declaration.exclusive) observation.addOthers();
  return observation;
}

async function readAccount(
  reader: AccountReader,
  state: State,
  signal: AbortSignal | undefined,
): Promise<Account | undefined> {
  const account = await reader.account(signal);
  if (account) await readUsers(reader, state, signal);
  else if (reader.doubt) throw reader.doubt;
  return account;
}

/** Gives back an error that says that there is no way to the account now; throws any other, and this one if told to. */
async function outOfReach(session: Session, name: string, error: unknown): Promise<ChimeUsersError> {
  if (!isOutOfReach(error)) throw error;
  if ((await session.unreadable()) === "warn") return error;
  throw new Error(`${name}: ${tellUnreadable(error.message)}`, { cause: error });
}

/**
 * Pulumi's read: the state as the account has it now, and the declaration that this would be, so that a preview shows
 * each user's drift by name. Failures stay in the state: what is left of them is for the next `pulumi up`.
 */
export async function read(context: Context, state: State): Promise<ReadResult> {
  const { kind, session, urn, signal } = context;
  const { accountId } = state.declaration;
  const nobody = { desired: new Map<UserKey, string>(), unknownUsers: [], unknowns: [] };
  begin(context, { declaration: { ...state.declaration, ...nobody }, state });
  const reader = await session.reader(accountId);
  const account = await readAccount(reader, state, signal).catch((error: unknown) =>
    outOfReach(session, nameOf(kind, urn), error),
  );
  if (ChimeUsersError.isInstance(account)) {
    // A preview that refreshes first has to do without the account where there is no way to it, as in a fork's pull
    // request; the engine does not tell it from any other refresh.
    const text = `NOT refreshed: the account could not be read, the state is as it was. ${account.message} ${SAID_ONCE}`;
    if (session.unread.isNew(accountId, account)) session.report.warn(`${nameOf(kind, urn)}: ${text}`, urn);
    return { is: "unread" };
  }
  if (!account) {
    const text = `account ${accountId} does not exist any more, or these credentials can't see it: dropped from the state.`;
    session.report.warn(`${nameOf(kind, urn)}: ${text}`, urn);
    return { is: "gone" };
  }
  const team = account.accountType === "Team";
  const ledger = observeLedger(kind, reader, state, team);
  const accountUsers = reader.size ?? state.accountUsers;
  const seen: State = { ...state, ledger, team, ...(accountUsers === undefined ? {} : { accountUsers }) };
  const declaration = { ...seen.declaration, ...nobody, desired: currentOf(ledger, othersValue(kind)) };
  return { is: "read", state: seen, declaration };
}
