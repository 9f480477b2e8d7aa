import { GuardError } from "../errors/guardError";
import { countOf, listNames } from "../model/names";
import type { Work } from "./context";
import { describeResource } from "./describeResource";
import type { Prepared } from "./prepare";
import { movingOf } from "./tellLost";

const REMEDY =
  "Run pulumi up for the whole stack, without --target or --exclude, or with both resources in the run. To destroy the stack, run pulumi destroy without --run-program.";

function describeLeftOut({ kind, secretArguments }: Work, to: string, users: readonly string[]): string {
  const isSecret = secretArguments.includes(kind.listing);
  const names = isSecret ? "" : `: ${listNames(users)}`;
  const had = users.length === 1 ? "the user" : "they";
  return `${kind.listing}: ${to} lists ${countOf(users.length, "user")} of this resource, and has no part in this run. What ${had} had before stands in the state of this resource alone${names}. ${REMEDY}`;
}

/**
 * Refuses a deletion by which something would be lost: another resource of the program lists a user whom this one has changed, but
 * the run is not for that one, so that nobody would know any more what the user had before.
 */
export function refuseLeftOut(work: Work, { plan }: Pick<Prepared, "plan">): void {
  const { kind, session, urn } = work;
  // One that the program declares is replaced: the one in its place, which knows, has been asked about.
  if (urn === undefined || session.programClaims.declares(urn)) return;
  const leftOut = plan.verdicts.flatMap((verdict) => {
    if (verdict.type !== "moves" || !verdict.to.isPending || verdict.to.name === undefined) return [];
    return movingOf(work, verdict).map(({ verdict: { user } }) => ({ user, to: verdict.to.name ?? "" }));
  });
  if (leftOut.length === 0) return;
  const byLister = Map.groupBy(leftOut, ({ to }) => to);
  const violations = [...byLister].map(([to, users]) =>
    describeLeftOut(
      work,
      to,
      users.map(({ user }) => user),
    ),
  );
  throw new GuardError(describeResource(kind, urn), violations);
}
