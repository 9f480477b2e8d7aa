import type { Trouble } from "./faults";
import { type Account, findPerson } from "./people";
import { type Declared, desiredOf, type Program } from "./program";
import { goesOn, type Run, type Stage, type Turn } from "./stack";
import { demandThat } from "./verdict";

/** What a set on a Team account remembers of a listed user. */
interface Entry {
  /** Whom the name meant, where that was ever known, with the address in lower case. */
  readonly id?: string;
  readonly address?: string;
  /** Whether this resource removed the user: a user who is absent counts as suspended then. */
  readonly ours: "yes" | "no" | "maybe";
  /** Whether the next up has to look. */
  readonly off: boolean;
}

interface Memory {
  readonly onRemoval: string;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A listed name with whom it means and what is remembered of that user, under whatever name. */
interface Listed {
  readonly key: string;
  readonly id: string | undefined;
  readonly address: string | undefined;
  readonly entry: Entry | undefined;
}

/** What one turn has to bring about. */
interface Demand {
  readonly remove: ReadonlySet<string>;
  readonly invite: ReadonlySet<string>;
  /** Those for whom it is not said. */
  readonly open: ReadonlySet<string>;
  readonly missing: readonly string[];
}

function listedOf(declared: Declared | undefined, memory: Memory | undefined, account: Account): Listed[] {
  return [...(declared ? desiredOf(declared).keys() : [])].map((key) => {
    const person = findPerson(account, key);
    const known = [...(memory?.entries.values() ?? [])];
    const same = known.find(({ id, address }) => id !== undefined && (id === (person?.id ?? key) || address === key));
    const entry = memory?.entries.get(key) ?? same;
    return { key, id: person?.id ?? entry?.id, address: person?.address.toLowerCase() ?? entry?.address, entry };
  });
}

function demandOf(declared: Declared | undefined, memory: Memory | undefined, account: Account): Demand {
  const listed = listedOf(declared, memory, account);
  const present = listed.flatMap(({ id, key }) => (id !== undefined && account.has(id) ? [{ id, key }] : []));
  // Somebody who is as last time need not be looked at, and may all the same.
  const isAsBefore = (key: string): boolean => memory?.entries.get(key)?.off === false;
  const absent = listed.filter(({ id }) => id === undefined || !account.has(id));
  const missing = absent.filter(({ key, entry }) => {
    return entry?.ours !== "yes" && (declared?.missingUsers === "fail" || !isAsBefore(key));
  });
  const onRemoval = declared?.onRemoval ?? memory?.onRemoval;
  const leaving = [...(memory?.entries.values() ?? [])].filter(({ id, ours }) => {
    const stays = id === undefined || account.has(id) || listed.some((one) => one.id === id);
    return !stays && ours !== "no" && onRemoval !== "retain";
  });
  const idsOf = (entries: readonly { readonly id?: string }[]): string[] => entries.flatMap(({ id }) => id ?? []);
  return {
    remove: new Set(idsOf(present.filter(({ key }) => !isAsBefore(key)))),
    invite: new Set(idsOf(leaving.filter(({ ours }) => ours === "yes"))),
    open: new Set([
      ...idsOf(present.filter(({ key }) => isAsBefore(key))),
      ...idsOf(leaving.filter(({ ours }) => ours === "maybe")),
    ]),
    missing: missing.map(({ key }) => key),
  };
}

/** Judges what happens to a Team account, by who is in it and who is not. */
export class TeamJudge {
  #memory: Memory | undefined;

  /** Judges one process; tells whether it went well, with nobody failed. */
  judge(run: Run, program: Program, troubles: readonly Trouble[]): boolean {
    const saved = this.#memory;
    for (const stage of run.stages)
      for (const turn of stage.turns) this.#judgeTurn(run, stage, turn, program, troubles);
    if (run.what === "preview") this.#memory = saved;
    const turns = run.stages.flatMap((stage) => stage.turns);
    return goesOn(turns) && turns.every(({ outcome }) => outcome.end === "done" && outcome.failures.length === 0);
  }

  #judgeTurn(run: Run, stage: Stage, turn: Turn, program: Program, troubles: readonly Trouble[]): void {
    if (turn.verb === "read") {
      this.#memory = this.#memory && refreshed(this.#memory, stage.before);
      return;
    }
    const declared = turn.verb === "delete" ? undefined : program[0];
    const demand = demandOf(declared, this.#memory, stage.before);
    checkOutcome(turn, declared, demand);
    if (run.what === "preview" || turn.outcome.end !== "done") {
      checkUntouched(stage);
      return;
    }
    checkPresence(turn, demand, stage, troubles.length > 0);
    if (turn.verb === "delete" && !turn.keptAfter) this.#memory = undefined;
    else if (declared && turn.verb !== "none") this.#memory = remember(declared, this.#memory, stage, turn);
  }
}

function checkOutcome({ verb, outcome }: Turn, declared: Declared | undefined, demand: Demand): void {
  const reasons = [
    ...(declared?.missingUsers === "fail" ? demand.missing.map((key) => `${key} is missing`) : []),
    ...(declared && !declared.teamAccount && demand.remove.size > 0 ? ["it would remove users"] : []),
  ];
  demandThat(outcome.end !== "failed", () => `${verb} failed: ${JSON.stringify(outcome)}`);
  if (outcome.end === "refused") demandThat(reasons.length > 0, () => `refused for no reason: ${outcome.reasons}`);
  else demandThat(reasons.length === 0, () => `${verb} went on in spite of: ${reasons.join("; ")}`);
}

function checkUntouched({ before, after }: Stage): void {
  for (const id of before.keys()) demandThat(after.has(id), () => `${id} was removed all the same`);
  demandThat(after.size === before.size, () => "somebody was invited all the same");
}

function checkPresence(turn: Turn, demand: Demand, { before, after }: Stage, excused: boolean): void {
  const failed = failedOf(turn);
  for (const id of new Set([...before.keys(), ...after.keys(), ...demand.invite])) {
    const shall = demand.invite.has(id) || (before.has(id) && !demand.remove.has(id));
    const fine = after.has(id) === shall || demand.open.has(id) || (excused && failed.has(id));
    const told = failed.has(id) ? ", told of as failed without need" : "";
    demandThat(fine, () => `${id} is ${after.has(id) ? "" : "not "}in the account, which should not be so${told}`);
  }
}

function failedOf({ outcome }: Turn): ReadonlySet<string> {
  return new Set(outcome.end === "done" ? outcome.failures.map(({ userId }) => userId) : []);
}

function refreshed(memory: Memory, account: Account): Memory {
  const entries = [...memory.entries].map(([key, entry]): [string, Entry] => {
    const person = findPerson(account, key) ?? account.get(entry.id ?? "");
    if (person) return [key, { ...entry, id: person.id, address: person.address.toLowerCase(), off: true }];
    // Back, and gone again without us: who removed the user at last is not said.
    return [key, entry.off && entry.ours === "yes" ? { ...entry, off: false, ours: "maybe" } : entry];
  });
  return { ...memory, entries: new Map(entries) };
}

function entryAfter({ id, address, entry }: Listed, { before, after }: Stage, failed: ReadonlySet<string>): Entry {
  const who = { ...(id === undefined ? {} : { id }), ...(address === undefined ? {} : { address }) };
  if (id === undefined) return { ours: "no", off: false };
  if (failed.has(id)) return { ...who, ours: after.has(id) ? (entry?.ours ?? "no") : "maybe", off: true };
  if (before.has(id) && !after.has(id)) return { ...who, ours: "yes", off: false };
  // Seen back, and gone again without us.
  const ours = entry?.off && entry.ours === "yes" ? "maybe" : (entry?.ours ?? "no");
  return { ...who, ours, off: false };
}

function remember(declared: Declared, memory: Memory | undefined, stage: Stage, turn: Turn): Memory {
  const failed = failedOf(turn);
  const listed = listedOf(declared, memory, stage.before);
  const owed = [...(memory?.entries ?? [])].filter(([, { id = "" }]) => failed.has(id) && !stage.before.has(id));
  const entries = listed.map((one): [string, Entry] => [one.key, entryAfter(one, stage, failed)]);
  return { onRemoval: declared.onRemoval, entries: new Map([...owed, ...entries]) };
}
