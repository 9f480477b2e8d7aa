import { type Context, isListingSecret, type Work } from "./context";
import type { State } from "./state";
import type { Replaced } from "./storedReplaced";

/** What the resources of a run take the place of, by URN: the create that follows is told nothing of it. */
export class Replacements {
  readonly #noted = new Map<
    string | undefined,
    { readonly all: readonly Replaced[]; readonly secretArguments: readonly string[] }
  >();

  /** Notes what has been kept on other accounts under a URN, and which arguments were secret there. */
  note({ urn, secretArguments }: Pick<Context, "urn" | "secretArguments">, all: readonly Replaced[]): void {
    if (urn !== undefined) this.#noted.set(urn, { all, secretArguments });
  }

  /** What a resource that is made now on an account has kept there before it left for another one. */
  on(urn: string | undefined, accountId: string): Replaced | undefined {
    return this.#noted.get(urn)?.all.find((one) => one.accountId === accountId);
  }

  /** What a resource that is made now on an account may have to keep of others: nothing in clear that was secret. */
  besides({ urn, secretArguments }: Context, accountId: string): Replaced[] {
    const { all = [], secretArguments: before = [] } = this.#noted.get(urn) ?? {};
    return before.every((name) => secretArguments.includes(name)) ? without(all, accountId) : [];
  }

  /** Forgets an account on which a resource is deleted: nothing waits for that any more. */
  forget(urn: string | undefined, accountId: string): void {
    const noted = this.#noted.get(urn);
    if (noted) this.#noted.set(urn, { ...noted, all: without(noted.all, accountId) });
  }
}

function without(all: readonly Replaced[], accountId: string): Replaced[] {
  return all.filter((one) => one.accountId !== accountId);
}

/** What was kept on other accounts, without what has been deleted there all the same: a refresh reads back all that is left. */
export function waiting({ kind, session, urn }: Context, { replaced }: State): readonly Replaced[] {
  const handovers = session.handovers(kind);
  if (!handovers.isRefreshed(urn)) return replaced;
  return replaced.filter(({ accountId }) => handovers.isRefreshed(urn, accountId));
}

function replacedBy({ declaration, ledger, team }: State, before: readonly Replaced[]): readonly Replaced[] {
  const { accountId, onRemoval } = declaration;
  const others = without(before, accountId);
  return ledger.holdings.size === 0 ? others : [...others, { accountId, onRemoval, ledger, team }];
}

/**
 * Notes what is to be kept of a resource that another one may be about to take the place of, and hands over what one before has kept on the
 * account of that. The engine alone decides by `replaceOnChanges`: it says so only by asking about a new resource of the same URN.
 */
export function noteReplaced(work: Work, isReplaced: boolean): void {
  const { kind, session, urn, declaration, state } = work;
  const { accountId } = declaration;
  session.replacements.note(work, replacedBy(state, waiting(work, state)));
  const back = isReplaced ? session.replacements.on(urn, accountId) : undefined;
  if (back) session.handovers(kind).note({ urn, accountId, isSecret: isListingSecret(work), state: back });
}

/** What was kept, as the state of a resource of its own. */
export function asState(state: State, { accountId, onRemoval, ledger, team }: Replaced): State {
  return {
    ...state,
    declaration: { ...state.declaration, accountId, onRemoval, exclusive: false, schedule: new Map() },
    ledger: { ...ledger, missing: new Map(), others: new Map() },
    failures: [],
    accountUsers: undefined,
    team,
    replaced: [],
    moved: [],
    letGoAt: undefined,
    madeAt: undefined,
    mayShare: false,
  };
}
