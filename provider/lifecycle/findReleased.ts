import type { AccountReader } from "./accountReader";
import type { Work } from "./context";
import { ASK_AGAIN_MS } from "./others";

/** Users whom resources of the run have let go, by every name that they are known by. */
export interface Released extends Pick<ReadonlySet<string>, "has"> {
  /** What another resource is going to make of a user, by ID, as far as a preview can tell. */
  plannedFor(userId: string): string | undefined;
  /** Has a reader forget how those are whom another process has let go since they were last looked at. */
  overtake(reader: AccountReader): void;
}

/** The names by which users matter here: whom the program lists, and whom the resource keeps. */
function concerns({ declaration, state }: Work, names: readonly string[]): boolean {
  return names.some((name) => declaration.desired.has(name) || state.ledger.holdings.has(name));
}

/**
 * Asks whom resources of the run have let go, since they did not know yet that a user is listed here. Whoever is about to send
 * asks before it who lists the user (see `lettingGo.ts`), and notes that it sends; here it is first noted who is listed, and
 * then asked who is sent. So either the one sees the other, or the other the one. `waits`: for answers that are under way.
 */
export async function findReleased(work: Work, { waits }: { readonly waits: boolean }): Promise<Released> {
  const { session, kind, declaration, signal } = work;
  const { accountId } = declaration;
  const others = session.others(kind);
  let told = await others.releases(accountId);
  while (waits && told.some(({ isUnderWay, names }) => isUnderWay && concerns(work, names))) {
    await session.clock.sleep(ASK_AGAIN_MS, signal);
    told = await others.releases(accountId);
  }
  const { releases } = session.handovers(kind);
  const own = releases.of(accountId);
  const ahead = [...releases.plannedBeside(work.urn, accountId), ...told.filter(({ sent }) => sent === 0)];
  const planned = new Map(ahead.flatMap(({ userId, to }) => (to === undefined ? [] : [[userId, to]])));
  const released = new Set([...own, ...told].flatMap(({ names }) => names));
  return {
    has: (name) => released.has(name) || work.comeBack?.has(name) === true,
    plannedFor: (userId) => planned.get(userId),
    overtake(reader) {
      for (const release of told) if (others.isNews(accountId, release)) reader.doubt(release.names);
    },
  };
}
