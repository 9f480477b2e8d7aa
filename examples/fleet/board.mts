import logUpdate from "log-update";

/** How an account stands that has a line in any case, and how one does that is only counted where there are too few rows. */
const SHOWN = ["under way", "failed", "refused", "not read"];
const COUNTED = ["opening", "waiting", "to change", "no change", "done"];
const STANDINGS = [...SHOWN, ...COUNTED];

const standingOf = (text: string): string => (STANDINGS.includes(text) ? text : "under way");

/** The lines of a table of accounts and what is said of each: at most `most`, the last of which counts who has none. */
export function linesOf(accounts: ReadonlyMap<string, string>, most = Number.POSITIVE_INFINITY): string[] {
  const all = [...accounts].map(([name, text]) => ({ line: `${name}  ${text}`, standing: standingOf(text) }));
  if (all.length <= most) return all.map(({ line }) => line);
  const first = SHOWN.flatMap((shown) => all.filter(({ standing }) => standing === shown)).slice(0, most - 1);
  const others = all.filter((account) => !first.includes(account)).map(({ standing }) => standing);
  const counts = STANDINGS.filter((standing) => others.includes(standing)).map(
    (standing) => `${others.filter((other) => other === standing).length} ${standing}`,
  );
  return [...first.map(({ line }) => line), counts.join(", ")];
}

/** How far each account is: on a terminal one table, written over; in a pipe a line for each change. */
export class Board {
  /** By names that are all as long as the longest. */
  readonly #accounts: Map<string, string>;
  readonly #width: number;
  #note: string | undefined;

  constructor(names: readonly string[]) {
    this.#width = Math.max(...names.map((name) => name.length));
    this.#accounts = new Map(names.map((name) => [name.padEnd(this.#width), "waiting"]));
  }

  show(name: string, text: string): void {
    const account = name.padEnd(this.#width);
    if (this.#accounts.get(account) === text) return;
    this.#accounts.set(account, text);
    if (process.stdout.isTTY) this.#draw();
    else process.stdout.write(`${account}  ${text}\n`);
  }

  /** Says something of the run as a whole, below the table. */
  note(text: string): void {
    this.#note = text;
    if (process.stdout.isTTY) this.#draw();
    else process.stdout.write(`${text}\n`);
  }

  #draw(): void {
    const { rows = 24, columns } = process.stdout;
    const notes = this.#note === undefined ? [] : [this.#note];
    // The last row is the cursor's, and a line that is too long would take two.
    const lines = [...linesOf(this.#accounts, rows - 1 - notes.length), ...notes];
    logUpdate(lines.map((line) => line.slice(0, columns)).join("\n"));
  }

  /** Leaves the table of all accounts: what is written next comes below. */
  leave(): void {
    if (!process.stdout.isTTY) return;
    logUpdate.clear();
    logUpdate.done();
    process.stdout.write(`${linesOf(this.#accounts).join("\n")}\n`);
  }
}
