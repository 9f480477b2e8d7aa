import type { Holding } from "../model/holding";
import type { MovedTo } from "../model/neighbours";
import type { Verdict } from "../plan/verdict";
import type { Work } from "./context";
import type { Prepared } from "./prepare";

/* Which notes of users who have moved (see `moved.ts`) a preview has found to be over. */

/** What a plan says of somebody with whom nothing is to be done. */
const IDLE: ReadonlySet<Verdict["type"]> = new Set(["untouched", "gone", "leftTo"]);

/** What a note is known by for the length of a run. */
export function noteId({ urn }: Work, { to }: MovedTo, { userId }: Holding): string {
  return `${urn} ${to} ${userId}`;
}

/**
 * Keeps in mind by which notes a preview has found nothing to do: the users are not as the notes have them, or are to stay so. The update that
 * follows drops these as was announced, also where the resource that the users moved to is declared between the two.
 */
export function rememberOver(asked: Work, { plan, reading }: Prepared, comeBack: ReadonlySet<string>): void {
  if (comeBack.size === 0 || reading.type === "unreachable") return;
  const planned = new Set(
    plan.verdicts.flatMap(({ type, user, ...verdict }) =>
      IDLE.has(type) ? [] : [user, ...("userId" in verdict ? [verdict.userId] : [])],
    ),
  );
  for (const moved of asked.state.moved) {
    for (const [key, holding] of moved.holdings) {
      if (comeBack.has(key) && !planned.has(key) && !planned.has(holding.userId))
        asked.session.notesOver.add(noteId(asked, moved, holding));
    }
  }
}
