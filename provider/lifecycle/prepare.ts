import type { ApiError } from "../errors/apiError";
import { InputError } from "../errors/inputError";
import type { Account } from "../model/account";
import { shorten } from "../model/names";
import { nearestAddress } from "../model/nearestAddress";
import type { User } from "../model/user";
import type { UserKey } from "../model/userKey";
import { UNASKED } from "../model/userReading";
import { describePlan } from "../plan/describePlan";
import { findViolations, findViolationsUnplanned, type Violation } from "../plan/guards";
import { identifiedUsers, type Plan } from "../plan/plan";
import { planUsers } from "../plan/planUsers";
import type { AccountReader } from "./accountReader";
import { identifyUsers } from "./conflicts";
import type { Work } from "./context";
import type { Declaration } from "./declaration";
import { hideFound } from "./hideSecrets";
import { nameOf } from "./nameOf";
import { findQuestions, type Intent, type Questions } from "./questions";

/** A plan with all that was learned on the way to it. */
export interface Prepared {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  /** Absent where nothing had to be read, or the account could not be. */
  readonly account?: Account;
  readonly accountUsers?: number;
  readonly team: boolean;
  /** Whether the service says that there is no such account. */
  readonly absent: boolean;
  /** Why it is not certain that there is no such account. */
  readonly doubt?: ApiError;
  /** Why the account could not be read; the plan is from the state alone then. */
  readonly readError?: unknown;
}

function intentOf({ kind, session, declaration, state }: Work): Intent {
  const claims = session.claims(kind);
  return {
    rules: kind.rules,
    desired: declaration.desired,
    holdings: state.ledger.holdings,
    drifted: state.ledger.drifted,
    failed: new Set(state.failures.map(({ user }) => user)),
    handedOver: session.handovers(kind).of(declaration.accountId),
    onRemoval: declaration.onRemoval,
    exclusive: declaration.exclusive,
    protectedUsers: declaration.protectedUsers,
    isClaimed: (...names) => claims.isClaimed(declaration.accountId, names),
  };
}

function absentAccount(declaration: Declaration): Violation {
  return {
    property: "accountId",
    message: `Account ${declaration.accountId} does not exist, or these credentials can't see it. Check accountId and the AWS profile.`,
  };
}

function planFrom(work: Work, questions: Questions, facts: Facts, team: boolean): Plan {
  const intent = intentOf(work);
  return planUsers({
    ...intent,
    inQuestion: questions.listed,
    observe: facts.observe,
    team,
    everyone: facts.everyone,
  });
}

interface Facts {
  readonly doubt?: ApiError;
  readonly account?: Account;
  readonly absent?: boolean;
  readonly accountUsers?: number;
  readonly observe: Parameters<typeof planUsers>[0]["observe"];
  readonly everyone?: Iterable<User> | undefined;
  readonly nearestAddress?: (key: UserKey) => string | undefined;
  readonly readError?: unknown;
}

const UNREAD: Facts = { observe: () => UNASKED };

/** Listed users whom the account does not have by the program's name: their address may have changed since. */
function readdressed({ state }: Work, { listed }: Questions, reader: AccountReader): string[] {
  return [...listed].flatMap((key) => {
    const holding = reader.observe(key).type === "absent" ? state.ledger.holdings.get(key) : undefined;
    return holding ? [holding.userId] : [];
  });
}

/** The addresses that were read and that the program does not list: whom it lists is not meant by another name. */
function* unlistedAddresses(reader: AccountReader, { desired }: Declaration): Generator<string> {
  for (const address of reader.addresses()) if (!desired.has(address)) yield address;
}

async function readFacts(work: Work, questions: Questions): Promise<Facts> {
  const { kind, session, declaration, state, secretArguments, signal } = work;
  const keys = [...questions.listed, ...questions.leaving];
  if (keys.length === 0 && !questions.whole && !work.alwaysReadAccount) return UNREAD;
  const failed = session.failures.get(declaration.accountId);
  if (work.trustFailure && failed !== undefined) throw failed;
  const reader = await session.reader(declaration.accountId);
  const expected = state.accountUsers === undefined ? {} : { usersExpected: state.accountUsers };
  await reader.read({ keys, whole: questions.whole, signal, ...expected });
  await reader.read({ keys: readdressed(work, questions, reader), whole: false, signal, ...expected });
  const account = await reader.account();
  const accountUsers = reader.size;
  return {
    ...(account ? { account } : { absent: true, ...(reader.doubt ? { doubt: reader.doubt } : {}) }),
    ...(accountUsers === undefined ? {} : { accountUsers, everyone: reader.everyone() }),
    observe: (key) => reader.observe(key),
    // Of a secret user's address one that is nearly the same would tell too much.
    ...(secretArguments.includes(kind.listing)
      ? {}
      : { nearestAddress: (key) => nearestAddress(key, unlistedAddresses(reader, declaration)) }),
  };
}

/** Looks at whom the declaration leaves in question and works out what would be done, and what stands against it. */
export async function prepare(work: Work): Promise<Prepared> {
  const { kind, declaration, state } = work;
  const undone = work.session.handovers(kind).undone(declaration.accountId);
  const questions = findQuestions(kind, intentOf(work), state, declaration, undone);
  const facts = await readFacts(work, questions).catch((readError: unknown): Facts => {
    // A wrong setting is a mistake to mend, not an account out of reach.
    if (InputError.isInstance(readError)) throw readError;
    work.session.failures.set(declaration.accountId, readError);
    return { ...UNREAD, readError };
  });
  const team = facts.account ? facts.account.accountType === "Team" : state.team === true;
  const plan = planFrom(work, questions, facts, team);
  hideFound(work, plan);
  const violations = facts.absent
    ? [absentAccount(declaration), ...findViolationsUnplanned({ ...declaration, ...kind })]
    : [...findViolations({ ...declaration, ...kind, plan, ...facts }), ...identifyUsers(work, identifiedUsers(plan))];
  const { account, accountUsers, readError, doubt } = facts;
  return {
    plan,
    violations,
    team,
    absent: facts.absent === true,
    ...(account ? { account } : {}),
    ...(accountUsers === undefined ? {} : { accountUsers }),
    ...(readError === undefined ? {} : { readError }),
    ...(doubt ? { doubt } : {}),
  };
}

/** The plan as a message, or undefined where there is nothing to say. */
export function describePrepared(
  { kind, declaration, session, urn, secretArguments }: Work,
  prepared: Prepared,
): string | undefined {
  const { account, plan, readError, team } = prepared;
  const maxNames = secretArguments.includes(kind.listing) ? 0 : session.maxNames;
  return describePlan(plan, {
    resource: nameOf(kind, urn),
    account: account ? `${shorten(account.name)} (account ${account.accountId})` : `account ${declaration.accountId}`,
    checked: readError === undefined,
    team,
    labels: kind.labels,
    leavesFound: declaration.onRemoval === "restore" && !declaration.exclusive,
    maxNames,
  });
}
