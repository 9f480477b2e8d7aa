import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { claimHash, claimHeading, claimScope } from "../../provider/model/claimHash";

/** Whom a resource lists, as its constructor writes it down. */
export interface Written {
  readonly resource: string;
  readonly urn: string;
  readonly accountId: string;
  readonly users: readonly string[];
}

/** The file in which a program says whom its resources list, written as the package does it in the program. */
export class ProgramFile {
  readonly #folder = mkdtempSync(join(tmpdir(), "program-"));
  readonly path: string = join(this.#folder, `${process.pid}-${Math.round(performance.now() * 1000)}`);

  constructor() {
    appendFileSync(this.path, "");
  }

  add({ resource, urn, accountId, users }: Written): void {
    const salt = basename(this.path);
    const lines = users.map((user) => claimHash(salt, { resource, accountId, user }));
    const heading = claimHeading(salt, urn, {
      scope: claimScope(salt, { resource, accountId }),
      waits: false,
      exclusive: false,
      aliases: [],
    });
    appendFileSync(this.path, `${[heading, ...lines].join("\n")}\n`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
