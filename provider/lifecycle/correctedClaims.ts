import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import { claimDigest, claimHeading, claimScope } from "../model/claimHash";
import type { Context } from "./context";
import type { Declaration } from "./declaration";
import { declaredClaims, hashedFor } from "./declaredClaims";

/*
 * A program writes down whom a resource lists before transforms change that, which it is not told of. The process that is asked about the
 * resource writes down what counts, where that is something else, for the processes of other providers.
 */

/** Corrects what the program has written of a resource, by what was checked. */
export function correctClaims({ kind, session, urn }: Context, declaration: Declaration): void {
  const written = urn === undefined ? undefined : session.programClaims.writtenOf(urn);
  if (urn === undefined || written?.lister.digest === undefined) return;
  const { path, lister } = written;
  const { resource } = kind;
  const { accountId, exclusive } = declaration;
  const salt = basename(path);
  const scope = claimScope(salt, { resource, accountId });
  const digest = claimDigest(
    salt,
    declaredClaims(declaration, (user) => user),
  );
  const onRemoval = lister.onRemoval === undefined ? undefined : declaration.onRemoval;
  const isSo = lister.digest === digest && lister.scope === scope && lister.exclusive === exclusive;
  if (isSo && lister.onRemoval === onRemoval) return;
  const lines = declaredClaims(declaration, hashedFor(salt, resource, accountId));
  const heading = claimHeading(salt, urn, { ...lister, scope, digest, exclusive, onRemoval });
  try {
    appendFileSync(path, `${[heading, ...lines].join("\n")}\n`);
  } catch {
    // No room for temporary files: each process still knows its own resources.
  }
}
