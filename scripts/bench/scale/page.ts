import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The page on many accounts, each of whose sections is written by the command that measures it. */
const PAGE = join(__dirname, "..", "..", "..", "docs", "scale.md");

export type Section = "server" | "fleet" | "sharing";

/** Says on the terminal what is measured, and puts it at the end into the section of the page. */
export class ScalePage {
  readonly #section: Section;
  readonly #lines: string[] = [];

  constructor(section: Section) {
    this.#section = section;
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`);
    this.#lines.push(line);
  }

  /** Writes the section. Throws where the page has none of that name. */
  async write(): Promise<void> {
    const [from, to] = [`<!-- measured: ${this.#section} -->`, `<!-- end: ${this.#section} -->`];
    const text = await readFile(PAGE, "utf8");
    const [begin, end] = [text.indexOf(from), text.indexOf(to)];
    if (begin < 0 || end < begin) throw new Error(`${PAGE} has no section ${this.#section}.`);
    const measured = this.#lines.join("\n").trim();
    await writeFile(PAGE, `${text.slice(0, begin)}${from}\n\n${measured}\n\n${text.slice(end)}`);
  }
}
