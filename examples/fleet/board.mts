import logUpdate from "log-update";

/** How far each account is: on a terminal one table, written over; in a pipe a line for each change. */
export class Board {
  readonly #rows: Map<string, string>;
  readonly #width: number;

  constructor(names: readonly string[]) {
    this.#rows = new Map(names.map((name) => [name, "waiting"]));
    this.#width = Math.max(...names.map((name) => name.length));
  }

  show(name: string, text: string): void {
    if (this.#rows.get(name) === text) return;
    this.#rows.set(name, text);
    if (process.stdout.isTTY) logUpdate([...this.#rows.keys()].map((row) => this.#line(row)).join("\n"));
    else process.stdout.write(`${this.#line(name)}\n`);
  }

  /** Leaves the table as it is: what is written next comes below. */
  leave(): void {
    if (process.stdout.isTTY) logUpdate.done();
  }

  #line(name: string): string {
    return `${name.padEnd(this.#width)}  ${this.#rows.get(name)}`;
  }
}
