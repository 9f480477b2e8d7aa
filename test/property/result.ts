import type { Want } from "./demand";
import type { Excuses, WriteOperation } from "./faults";
import { standingOf } from "./model";
import { type Account, findPerson, type Person, spell, type Value } from "./people";
import type { Run, Stage, Turn } from "./stack";
import { type Case, demandThat } from "./verdict";

/** The operation that brings a user to a value. */
export function operationTo(value: Value): WriteOperation {
  if (value === "suspended") return "BatchSuspendUser";
  return value === "active" ? "BatchUnsuspendUser" : "BatchUpdateUser";
}

/** The IDs of the users whom a turn tells of as failed. */
export function failedIds({ outcome }: Turn): ReadonlySet<string> {
  return new Set(outcome.end === "done" ? outcome.failures.map(({ userId }) => userId) : []);
}

/** Codes by which the service says that it has not done it. */
const REFUSED = /^(Forbidden|BadRequest|Conflict|Unprocessable|SomethingNew|NotFound|Throttl\w+)/;

/** The users who were told of as failed and may be changed all the same, since no answer came. */
export function unansweredIds({ outcome }: Turn): ReadonlySet<string> {
  const failures = outcome.end === "done" ? outcome.failures : [];
  return new Set(failures.filter(({ code }) => !REFUSED.test(code)).map(({ userId }) => userId));
}

/** A preview changes nobody. */
export function checkUntouched({ before, after }: Stage): void {
  for (const [id, person] of before) {
    demandThat(JSON.stringify(after.get(id)) === JSON.stringify(person), () => `a preview changed ${id}`);
  }
}

/** Whether another turn of the stage decides about the same user. */
function isDecidedElsewhere({ turn }: Case, { person }: Want, cases: readonly Case[]): boolean {
  return cases.some(({ turn: other, demand }) => {
    const isOther = other !== turn && other.resource.kind === turn.resource.kind && other.outcome.end === "done";
    return isOther && demand?.wants.some((want) => !want.optional && want.person.id === person.id) === true;
  });
}

function judgeWant({ turn }: Case, want: Want, after: Account, excuses: Excuses): void {
  const { resource, key, person, from, to, optional } = want;
  const is = after.get(person.id);
  const value = is && standingOf(turn.resource.kind, is);
  const failed = failedIds(turn).has(person.id);
  const operation = operationTo([...to].find((target) => target !== from) ?? from);
  const who = `${resource}: ${key} (${person.id}, ${want.why})`;
  const reached = value !== undefined && to.has(value);
  const excused = turn.lost || optional;
  const told = failed && excuses.mayFail(operation, person.id);
  demandThat(reached || (value === from && (excused || told)), () => {
    return `${who} is ${value} and not ${[...to].join(" or ")}${failed ? ", told of as failed without need" : ", and nobody is told"}`;
  });
  const unseen = excuses.mayBeDoneUnseen(operation, person.id);
  demandThat(!failed || !reached || to.has(from) || unseen, () => `${who} was done, and is told of as failed`);
}

/** Which kinds of resources may change whom, by user ID. */
function touchableBy(cases: readonly Case[]): Map<string, Set<string>> {
  const touchable = new Map<string, Set<string>>();
  for (const { turn, demand } of cases) {
    for (const { person } of demand?.wants ?? []) {
      const kinds = touchable.get(person.id) ?? new Set();
      touchable.set(person.id, kinds.add(turn.resource.kind));
    }
  }
  return touchable;
}

/** Nobody is touched who is nobody's business. */
function checkOthers(cases: readonly Case[], { before, after }: Stage): void {
  demandThat(before.size === after.size, () => "users came or went");
  const touchable = touchableBy(cases);
  for (const [id, was] of before) {
    const is = after.get(id) ?? was;
    const kinds = touchable.get(id);
    demandThat(is.suspended === was.suspended || kinds?.has("UserSuspensionSet") === true, () => {
      return `${id} was ${is.suspended ? "suspended" : "unsuspended"} without any reason`;
    });
    demandThat(is.license === was.license || kinds?.has("UserLicenseAssignment") === true, () => {
      return `${id} went from ${was.license} to ${is.license} without any reason`;
    });
  }
}

/** Nobody is suspended, or given another license, whom a resource protects, unless by a resource that does not. */
function checkProtected({ turn, demand }: Case, cases: readonly Case[], { before, after }: Stage): void {
  for (const name of turn.declared?.protectedUsers ?? []) {
    const person = findPerson(before, spell(name));
    const is = person && after.get(person.id);
    if (!is || !demand?.wants.some((want) => want.person.id === is.id)) continue;
    const others = cases.filter(({ turn: other }) => other !== turn && other.resource.kind === turn.resource.kind);
    if (others.some((other) => other.demand?.wants.some((want) => want.person.id === is.id))) continue;
    const { kind } = turn.resource;
    const harmed = kind === "UserSuspensionSet" ? is.suspended && !person.suspended : is.license !== person.license;
    demandThat(!harmed, () => `${turn.resource.name} protects ${spell(name)}, and has changed the user`);
  }
}

/** Whether the account has become what all turns of a stage together may make of it. */
export function judgeAccount(cases: readonly Case[], stage: Stage, excuses: Excuses): void {
  // Whoever was refused, or failed before the first write, has not had any hand in it.
  const acting = cases.filter(({ turn }) => turn.outcome.end === "done");
  for (const one of acting) {
    for (const want of one.demand?.wants ?? []) {
      if (!want.optional || !isDecidedElsewhere(one, want, cases)) judgeWant(one, want, stage.after, excuses);
    }
    checkProtected(one, cases, stage);
  }
  checkOthers(acting, stage);
}

/**
 * Whoever a turn has looked at is as declared at the end of an up, or told of; whoever need not be looked at is not
 * undone by another resource.
 */
function checkListed({ turn, demand }: Case, start: Account, end: Account): void {
  const failed = failedIds(turn);
  for (const { key, person, to, why, optional } of demand?.wants ?? []) {
    const [was, is] = [start.get(person.id), end.get(person.id)];
    if (why !== "listed" || !was || !is || failed.has(person.id)) continue;
    const value = standingOf(turn.resource.kind, is);
    const seen = !optional || to.has(standingOf(turn.resource.kind, was));
    demandThat(
      !seen || to.has(value),
      () => `${turn.resource.name}: ${key} is ${value} at the end, declared ${[...to]}`,
    );
  }
}

/** At the end of an up everything is as declared or told of, and nothing is told of that is over. */
export function judgeEnd({ stages }: Run, cases: readonly Case[], excuses: Excuses): void {
  const start = stages[0]?.before ?? new Map<string, Person>();
  const end = stages.at(-1)?.after ?? start;
  for (const one of cases) {
    const { turn } = one;
    if (!turn.declared || turn.lost || turn.outcome.end !== "done") continue;
    checkListed(one, start, end);
    const left = (turn.keptAfter?.outs["failures"] ?? []) as readonly unknown[];
    demandThat(excuses.any || left.length === 0, () => {
      return `${turn.resource.name}: nothing failed, and yet up fails: ${JSON.stringify(left)}`;
    });
  }
}
