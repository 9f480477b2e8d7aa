import type { Work } from "./context";
import { ASK_AGAIN_MS } from "./others";

/** How long a resource waits for others of the program, in milliseconds. The engine asks about all of them in far less. */
const LONGEST_WAIT_MS = 3_000;
/** The same of one that is deleted: it comes last, and who has not told by then is busy, or has no part in the run. */
const LONGEST_WAIT_OF_DELETION_MS = 10_000;

function longestWait({ declaration }: Work): number {
  return declaration.isDeleted === true ? LONGEST_WAIT_OF_DELETION_MS : LONGEST_WAIT_MS;
}

/** Waits for other resources of the program while something is so; each time that they have told more, `then` is run. */
export async function waitWhile(
  work: Work,
  isSo: () => boolean,
  then: () => Promise<void> = async () => undefined,
  longest: number = longestWait(work),
): Promise<void> {
  const { session, kind, declaration, signal } = work;
  const end = session.clock.monotonicMs() + longest;
  while (isSo() && session.clock.monotonicMs() < end) {
    await session.clock.sleep(ASK_AGAIN_MS, signal);
    await session.others(kind).find(declaration.accountId, []);
    await then();
  }
}
