import type { Outcome } from "../apply/outcome";
import { mainCauseOf } from "../errors/failureCauses";
import { countOf, grouped, listNames } from "../model/names";
import type { UserFailure } from "../model/userFailure";
import { ACTION_NAMES, sayCount } from "../plan/actions";
import { withNotes } from "../plan/notes";
import { idBeside } from "../plan/planGroups";
import type { Gone } from "../plan/verdict";
import { isListingSecret, type Work } from "./context";
import { describeWork } from "./describeResource";
import { createProgress, timeLeft } from "./progress";
import { tellWaiting } from "./tellWaiting";

/** Who failed, by name. */
export function failuresOf(outcomes: readonly Outcome[]): UserFailure[] {
  const failures: UserFailure[] = [];
  for (const outcome of outcomes) {
    if (outcome.done) continue;
    const { change, code, message } = outcome;
    failures.push({ user: change.user, userId: change.userId, code, message });
  }
  return failures.sort((a, b) => (a.user < b.user ? -1 : 1));
}

/** Users who leave and are not in the account any more count as done, and somebody should know. */
export function tellGone(work: Work, gone: readonly Pick<Gone, "user" | "userId">[]): void {
  if (gone.length === 0) return;
  const names = gone.map(({ user, userId }) => withNotes(user, idBeside({ user, userId })));
  const text = `${describeWork(work)}: not in the account any more, nothing to take back: ${listNames(names)}`;
  work.session.report.warn(text, work.urn);
}

/** Says what was done, and how many calls it took. */
export function tellResult(work: Work, outcomes: readonly Outcome[], calls: number): void {
  if (outcomes.length === 0) return;
  const { session, urn } = work;
  tellGone(
    work,
    outcomes.filter((outcome) => outcome.done && outcome.gone).map(({ change }) => change),
  );
  const done = Map.groupBy(
    outcomes.filter((outcome) => outcome.done && !outcome.gone),
    ({ change }) => change.action,
  );
  const parts = ACTION_NAMES.filter((action) => done.has(action)).map((action) =>
    sayCount(action, "past", done.get(action)?.length ?? 0),
  );
  const failures = failuresOf(outcomes);
  if (failures.length > 0) parts.push(`${countOf(failures.length, "user")} failed`);
  // Why, the error says that the run ends with; of secret users that one has numbers alone.
  const isToldHere = failures.length > 0 && isListingSecret(work);
  const why = isToldHere ? `: ${mainCauseOf(failures)}` : "";
  const text = `${describeWork(work)}: ${parts.join(", ")} (${countOf(calls, "call")})${why}`;
  session.report.info(text, urn);
  if (failures.length > 0 && work.declaration.isDeleted !== true) tellWaiting(work);
}

/** Counts outcomes and says now and then how far the writing is. */
export function progressOf(work: Work, total: number): (batch: readonly Outcome[]) => void {
  const { session, urn } = work;
  const { clock } = session;
  const started = clock.monotonicMs();
  const tell = createProgress((text) => session.report.progress(text, urn), clock);
  let done = 0;
  return (batch) => {
    done += batch.filter((outcome) => outcome.done).length;
    const left = (): string => timeLeft(done, total, clock.monotonicMs() - started);
    tell(() => `${describeWork(work)}: ${grouped(done)} of ${countOf(total, "user")} done${left()}`);
  };
}
