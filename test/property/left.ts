import type { Want } from "./demand";
import type { Excuses } from "./faults";
import { type Memory, resolve, standingOf } from "./model";
import type { Account } from "./people";
import { desiredOf } from "./program";
import { failedIds, operationTo } from "./result";
import type { Run, Turn } from "./stack";
import { type Case, demandThat } from "./verdict";
import { isOfNumber } from "./violations";

/** A user whom a turn leaves to resources that lose the user in the same run. */
export interface Left {
  readonly want: Want;
  readonly to: readonly Loser[];
}

/** A resource that may lose users in a run. */
export type Loser = Pick<Turn, "resource" | "declared">;

/** Whether a turn loses a user whom its resource remembers. */
function isLosing({ declared }: Loser, memory: Memory | undefined, { person }: Want, account: Account): boolean {
  const remembered = [...(memory?.entries.values() ?? [])].some(({ id }) => id === person.id);
  const listed = declared ? [...desiredOf(declared).keys()] : [];
  return remembered && !listed.some((key) => resolve(account, key, memory?.entries.get(key))?.id === person.id);
}

/**
 * What a turn need not do by itself: whom it says to leave to another resource that loses the user after it, or beside
 * it. Whether that has been done is seen only at the end of the run.
 */
export function leaving(
  one: Case,
  { said }: Run,
  ahead: readonly Loser[],
  memoryOf: (turn: Loser) => Memory | undefined,
  account: Account,
): { readonly one: Case; readonly left: readonly Left[] } {
  const { turn, demand } = one;
  const others = ahead.filter((other) => other !== turn && other.resource.kind === turn.resource.kind);
  const isTold = ({ resource }: Loser): boolean =>
    said.some((text) => text.includes(`left to ${resource.kind} "${resource.name}", which has them in its state`));
  const told = others.filter(isTold);
  if (!demand || told.length === 0) return { one, left: [] };
  const left = demand.wants.flatMap((want): Left[] => {
    const to = want.why !== "listed" ? told.filter((other) => isLosing(other, memoryOf(other), want, account)) : [];
    return to.length === 0 ? [] : [{ want, to }];
  });
  const users = new Set(left.map(({ want }) => want));
  const wants = demand.wants.map((want) => (users.has(want) ? { ...want, optional: true } : want));
  // Who is left to another resource is no change of this one.
  const { sure, possible } = demand.violations;
  const violations =
    left.length === 0
      ? demand.violations
      : { sure: sure.filter((one) => !isOfNumber(one)), possible: [...possible, ...sure] };
  return { one: { ...one, demand: { ...demand, wants, violations } }, left };
}

/** Whoever was left to another resource is as the first one had to make the user, or is told of by the other one. */
export function judgeLeft(left: readonly Left[], { stages }: Run, excuses: Excuses): void {
  const end = stages.at(-1)?.after;
  for (const { want, to } of left) {
    const { person, from, key, resource } = want;
    const kind = to[0]?.resource.kind ?? "UserSuspensionSet";
    const is = end?.get(person.id);
    const reached = is !== undefined && want.to.has(standingOf(kind, is));
    const operation = operationTo([...want.to].find((target) => target !== from) ?? from);
    const names = to.map(({ resource: { name } }) => name);
    const turns = stages
      .flatMap((stage) => stage.turns)
      .filter(({ verb, resource: { name } }) => verb !== "read" && names.includes(name));
    const told = turns.some((turn) => failedIds(turn).has(person.id)) && excuses.mayFail(operation, person.id);
    const isStopped = ({ outcome, lost }: Turn): boolean => lost === true || outcome.end !== "done";
    const stopped =
      turns.some(isStopped) || (turns.length === 0 && stages.some((stage) => stage.turns.some(isStopped)));
    demandThat(reached || told || stopped, () => {
      return `${resource}: ${key} (${person.id}) was left to ${names.join(" and ")}, which did not let go of the user`;
    });
  }
}
