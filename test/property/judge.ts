import { checkReads, checkWrites } from "./calls";
import { type Claim, demandOf, type Matter } from "./demand";
import type { Excuses } from "./faults";
import { judgeLeft, type Left, type Loser, leaving } from "./left";
import { type Offers, offerKey, remember, withoutTaken } from "./memory";
import { afterDeath, type Entry, either, entryOf, type Memory, refreshed, resolve } from "./model";
import { type Account, findPerson, type Person } from "./people";
import { type Declared, desiredOf, type Program, withNobody } from "./program";
import { checkUntouched, failedIds, judgeAccount, judgeEnd, unansweredIds } from "./result";
import { goesOn, type Run, type Stage, type Turn } from "./stack";
import { type Case, demandThat } from "./verdict";
import { findClaims, type Rival, type Violations } from "./violations";

/** What is known while one process is judged. */
interface Progress {
  readonly program: Program;
  /** Resources of the program that were checked, and those that are through, in this process. */
  readonly checked: Rival[];
  readonly done: Set<string>;
  readonly offers: Map<string, Entry>;
  /** Offers of users whose last write has got no answer, and who were read by a refresh: it may have been done. */
  readonly uncertain: Map<string, Entry>;
  /** Users who were left to another resource. */
  readonly left: Left[];
}

/** Judges what the engine was given, from what it asked for: by the contract alone. */
export class Judge {
  #memories = new Map<string, Memory>();

  /** Judges one process. Throws Broken where the contract does not allow what happened. */
  judge(run: Run, program: Program, excuses: Excuses): void {
    const saved = new Map(this.#memories);
    const progress: Progress = {
      program,
      checked: [],
      done: new Set(),
      offers: new Map(),
      uncertain: new Map(),
      left: [],
    };
    const stages = run.stages.map((stage) => this.#judgeStage(run, stage, progress, excuses));
    if (run.what !== "preview" && goesOn(stages.flat().map(({ turn }) => turn))) {
      judgeLeft(progress.left, run, excuses);
    }
    checkReads(run, stages, excuses);
    if (run.what === "preview") this.#memories = saved;
    if (run.what === "up") judgeEnd(run, stages.flat(), excuses);
  }

  #judgeStage(run: Run, stage: Stage, progress: Progress, excuses: Excuses): Case[] {
    const cases = stage.turns.map((turn) =>
      this.#leaving(run, stage, this.#caseOf(turn, stage.before, progress), progress),
    );
    this.#judgeOutcomes(run, cases, stage, progress, excuses);
    if (run.what === "preview") checkUntouched(stage);
    else judgeAccount(cases, stage, excuses);
    checkWrites(run, cases, stage, excuses);
    const offered = new Map(progress.offers);
    for (const { turn } of cases) this.#offer(turn, progress);
    // What is offered side by side may come too late.
    const late = cases.length === 1 ? [] : progress.offers;
    const possible = new Map([...this.#moved(), ...progress.uncertain, ...late]);
    const offers = { sure: offered, possible };
    for (const one of cases) this.#remember(run, one, stage, offers);
    for (const { turn } of cases) if (turn.verb === "read") this.#offerAll(turn, progress);
    for (const { turn } of cases) if (turn.declared) progress.done.add(turn.declared.name);
    return cases;
  }

  /** A turn's demand, without those whom it leaves to a resource of this stage or of a later one. */
  #leaving(run: Run, stage: Stage, one: Case, { program, left }: Progress): Case {
    const turns = run.stages.slice(run.stages.indexOf(stage)).flatMap((next) => next.turns);
    const all = run.stages.flatMap((each) => each.turns.filter(({ verb }) => verb !== "read"));
    const isReached = ({ resource: { name } }: Loser): boolean => all.some(({ resource }) => resource.name === name);
    const ahead = [...turns, ...this.#goneFrom(program).filter((gone) => !isReached(gone))];
    const memoryOf = ({ resource }: Loser): Memory | undefined => this.#memories.get(resource.name);
    const found = leaving(one, run, ahead, memoryOf, stage.before);
    left.push(...found.left);
    return found.one;
  }

  /** The resources that a program has no more: neither a preview nor a run that fails before comes to their deletion. */
  #goneFrom(program: Program): Loser[] {
    const names = new Set(program.map(({ name }) => name));
    const gone = [...this.#memories].filter(([name]) => !names.has(name));
    return gone.map(([name, { declared }]) => ({ resource: { name, kind: declared.kind } }));
  }

  #judgeOutcomes(
    run: Run,
    cases: readonly Case[],
    { turns, before }: Stage,
    progress: Progress,
    excuses: Excuses,
  ): void {
    // Side by side a resource may be refused for one that is checked after it.
    const beside = turns.flatMap(({ declared }) => (declared ? [this.#rivalOf(declared)] : []));
    for (const one of cases) {
      const { sure, possible } = this.#claimsOn(one.turn, before, progress, beside);
      // Without a way to the account it is not known who goes by another name.
      const claims = excuses.readsMayFail ? { sure: [], possible: [...sure, ...possible] } : { sure, possible };
      this.#judgeOutcome(run, one, claims, excuses);
      if (one.turn.declared) progress.checked.push(this.#rivalOf(one.turn.declared));
    }
  }

  #caseOf(turn: Turn, account: Account, progress: Progress): Case {
    const memory = this.#memories.get(turn.resource.name);
    if (turn.verb === "read") {
      const entries = [...(memory?.entries.values() ?? []), ...(memory?.moved.values() ?? [])];
      const unknown = entries.filter(({ id }) => !account.has(id ?? "")).length;
      return { turn, asked: entries.length, unknown, whole: memory?.declared.exclusive === true };
    }
    const demand = demandOf(this.#matterOf(turn, account, progress));
    const unknown = [...demand.looked].filter((key) => !findPerson(account, key)).length;
    return { turn, demand, asked: demand.asked, unknown, whole: demand.whole };
  }

  #matterOf(turn: Turn, account: Account, progress: Progress): Matter {
    const memory = this.#memories.get(turn.resource.name);
    const declared = turn.declared ?? withNobody((memory as Memory).declared);
    return {
      declared,
      memory,
      account,
      claimOf: (key, person) => this.#claimOf(declared, { key, person }, account, progress),
      offered: ({ id }) => progress.offers.get(offerKey(declared.kind, id))?.value,
    };
  }

  #claimOf(
    mine: Declared,
    { key, person }: { readonly key: string; readonly person: Person },
    account: Account,
    { program, done }: Progress,
  ): Claim {
    const rivals = program.filter(({ kind, name }) => kind === mine.kind && name !== mine.name);
    const claiming = rivals.filter((rival) => {
      const entries = this.#memories.get(rival.name)?.entries;
      return [...desiredOf(rival).keys()].some((name) => resolve(account, name, entries?.get(name))?.id === person.id);
    });
    // A rival that lists the name, but can't find anybody by it now, may still stand in the way.
    if (claiming.length === 0) return rivals.some((rival) => desiredOf(rival).has(key)) ? "open" : "no";
    const through = claiming.filter(({ name }) => done.has(name)).map(({ name }) => this.#memories.get(name));
    if (through.length === 0) return "open";
    return through.some((memory) => entryOf(memory, key, person)?.held === true) ? "done" : "failed";
  }

  #rivalOf(declared: Declared): Rival {
    return { declared, memory: this.#memories.get(declared.name) };
  }

  #claimsOn({ declared }: Turn, account: Account, { checked }: Progress, beside: readonly Rival[]): Violations {
    if (!declared) return { sure: [], possible: [] };
    const mine = this.#rivalOf(declared);
    const later = findClaims(mine, beside, account);
    const { sure, possible } = findClaims(mine, checked, account);
    return { sure, possible: [...possible, ...later.sure, ...later.possible] };
  }

  #judgeOutcome({ what }: Run, { turn, demand }: Case, claims: Violations, excuses: Excuses): void {
    const { outcome, resource, declared } = turn;
    const who = `${turn.verb} of ${resource.name}`;
    if (outcome.end === "failed") {
      // A preview does without the account where there is no way to it.
      demandThat(
        excuses.readsMayFail && (what !== "preview" || turn.verb === "read"),
        () => `${who} failed for no reason: ${outcome.message}`,
      );
      return;
    }
    if (!declared || !demand) {
      demandThat(outcome.end === "done", () => `${who} was refused, though guards don't stop it`);
      return;
    }
    const sure = [...claims.sure, ...demand.violations.sure];
    const reasons = [...sure, ...claims.possible, ...demand.violations.possible];
    if (outcome.end === "refused") {
      demandThat(reasons.length > 0, () => `${who} was refused for no reason: ${outcome.reasons.join("; ")}`);
    } else {
      const unseen = excuses.readsMayFail && what === "preview";
      demandThat(sure.length === 0 || unseen, () => `${who} went on in spite of: ${sure.join("; ")}`);
    }
  }

  /** The users whom a resource does not list any more are on offer once the engine has asked for its difference. */
  #offer(turn: Turn, { offers }: Progress): void {
    const memory = this.#memories.get(turn.resource.name);
    if (turn.verb !== "update" || !turn.declared || !memory) return;
    const desired = desiredOf(turn.declared);
    for (const [key, entry] of memory.entries) {
      if (desired.has(key) || entry.id === undefined) continue;
      offers.set(offerKey(turn.resource.kind, entry.id), entry);
    }
  }

  /** Of whom a refresh has read, it is known what they had before, wherever they go. */
  #offerAll({ resource }: Turn, { offers, uncertain }: Progress): void {
    for (const entry of this.#memories.get(resource.name)?.entries.values() ?? []) {
      if (entry.id === undefined) continue;
      const key = offerKey(resource.kind, entry.id);
      if (entry.uncertain) uncertain.set(key, entry);
      if (!entry.held) continue;
      const other = offers.get(key);
      offers.set(key, other ? { ...entry, before: either(entry.before, other.before) } : entry);
    }
  }

  #remember(run: Run, one: Case, stage: Stage, offers: Offers): void {
    const { turn } = one;
    const heard = turn.lost || (turn.outcome.end === "done" && turn.verb !== "none");
    if (!heard || (run.what === "preview" && turn.verb !== "read")) return;
    const memory = this.#memoryAfter(one, stage, offers);
    if (!memory) {
      this.#memories.delete(turn.resource.name);
      return;
    }
    for (const [name, other] of this.#memories) this.#memories.set(name, withoutTaken(other, memory));
    this.#memories.set(turn.resource.name, memory);
  }

  /** What resources remember of users who have moved away from them may go along with these in a later run. */
  #moved(): Map<string, Entry> {
    const all = [...this.#memories.values()].flatMap(({ declared, moved }) =>
      [...moved.values()].flatMap((entry): [string, Entry][] =>
        entry.id === undefined ? [] : [[offerKey(declared.kind, entry.id), entry]],
      ),
    );
    return new Map(all);
  }

  #memoryAfter({ turn, demand }: Case, { before, after }: Stage, offers: Offers): Memory | undefined {
    const memory = this.#memories.get(turn.resource.name);
    if (turn.lost || (turn.verb === "delete" && turn.keptAfter)) return memory && afterDeath(memory, before, after);
    if (turn.verb === "read") return memory && turn.keptAfter && refreshed(memory, after);
    if (!turn.declared || !demand) return undefined;
    return remember({
      declared: turn.declared,
      memory,
      demand,
      before,
      after,
      failed: failedIds(turn),
      unanswered: unansweredIds(turn),
      offers,
    });
  }
}
