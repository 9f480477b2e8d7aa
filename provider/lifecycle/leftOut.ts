import { GuardError } from "../errors/guardError";
import { countOf, listNames } from "../model/names";
import { isListingSecret, type Work } from "./context";
import { describeResource } from "./describeResource";
import type { Prepared } from "./prepare";
import { movingOf } from "./tellLost";

/** With a refresh, since the stack's state does not tell a program of what has been replaced and waits for its deletion. */
const REMEDY =
  "Run pulumi up --refresh for the whole stack, without --target or --exclude, or with both resources in the run. To destroy the stack, run pulumi destroy without --run-program.";

function describeLeftOut(work: Work, to: string, users: readonly string[]): string {
  const { listing } = work.kind;
  const names = isListingSecret(work) ? "" : `: ${listNames(users)}`;
  const had = users.length === 1 ? "the user" : "they";
  return `${listing}: in the program ${to} lists ${countOf(users.length, "user")} of this resource, and this run does not bring it up to date. What ${had} had before may stand in the state of this resource alone${names}. ${REMEDY}`;
}

/**
 * Refuses a deletion by which something may be lost: another resource of the program lists a user whom this one has changed, but
 * the run is not for that one, so that nobody would know any more what the user had before.
 */
export async function refuseLeftOut(work: Work, { plan }: Pick<Prepared, "plan">): Promise<void> {
  const { kind, session, urn, declaration } = work;
  const leftOut = plan.verdicts.flatMap((verdict) => {
    if (verdict.type !== "moves") return [];
    const { name: to, isPending } = verdict.to;
    if (!isPending || to === undefined) return [];
    return movingOf(work, verdict).map(({ userId }) => ({ user: verdict.user, userId, to }));
  });
  if (leftOut.length === 0) return;
  const ids = leftOut.map(({ userId }) => userId);
  const taken = await session.others(kind).taken(declaration.accountId, ids);
  const byLister = Map.groupBy(
    leftOut.filter(({ userId }) => !taken.has(userId)),
    ({ to }) => to,
  );
  const violations = [...byLister].map(([to, users]) =>
    describeLeftOut(
      work,
      to,
      users.map(({ user }) => user),
    ),
  );
  if (violations.length > 0) throw new GuardError(describeResource(kind, urn), violations);
}
