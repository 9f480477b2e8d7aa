import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Declaration } from "../../lifecycle/declaration";
import { declaredClaims, hashedFor } from "../../lifecycle/declaredClaims";
import type { Kind } from "../../lifecycle/kind";
import type { ProgramClaims } from "../../lifecycle/programClaims";
import { claimHeading, claimScope } from "../../model/claimHash";
import { openClaimsFolder, sweepClaimsFolder } from "../../model/claimsFolder";

/**
 * Whom the resources checked in this process list, for the processes of other providers of the run: only a program in
 * TypeScript tells them itself. Written as such a program writes it (see resources/programClaims.ts).
 */
export class CheckedClaims {
  readonly #claims: ProgramClaims;
  #salt: string | undefined;

  constructor(claims: ProgramClaims) {
    this.#claims = claims;
  }

  /** Tells the others whom a resource lists now. */
  add(kind: Kind, urn: string, declaration: Declaration): void {
    try {
      this.#write(kind, urn, declaration);
    } catch {
      // No room for temporary files: each process still knows its own resources.
    }
  }

  #write({ resource }: Kind, urn: string, declaration: Declaration): void {
    const { accountId, exclusive } = declaration;
    const folder = openClaimsFolder();
    const isNew = this.#salt === undefined;
    this.#salt ??= randomBytes(12).toString("base64url");
    const salt = this.#salt;
    const scope = claimScope(salt, { resource, accountId });
    const heading = claimHeading(salt, urn, { scope, waits: false, exclusive, aliases: [] });
    const lines = [heading, ...declaredClaims(declaration, hashedFor(salt, resource, accountId))];
    appendFileSync(join(folder, salt), `${lines.join("\n")}\n`, { mode: 0o600 });
    if (!isNew) return;
    sweepClaimsFolder(folder, salt);
    this.#claims.note(join(folder, salt));
  }
}
