import { createHash } from "node:crypto";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunRegister } from "../lifecycle/programClaims";
import { openClaimsFolder } from "../model/claimsFolder";

const NOBODY: RunRegister = { add: () => undefined, others: () => [] };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * The provider processes of one engine have its address in common: each notes under it, in a file named by its process,
 * which claims it was given, so that a process that is only asked to delete knows of them too. The engine keeps all of
 * them until the run has ended; what a process that has ended left behind counts no more.
 */
export function createRunRegister(engineAddress: string | undefined): RunRegister {
  if (engineAddress === undefined) return NOBODY;
  const run = `run-${createHash("sha256").update(engineAddress).digest("hex").slice(0, 16)}-`;
  return {
    add(path) {
      try {
        writeFileSync(join(openClaimsFolder(), `${run}${process.pid}`), `${path}\n`, { mode: 0o600, flag: "a" });
      } catch {
        // Without room for it each process still knows its own resources.
      }
    },
    others() {
      try {
        const folder = openClaimsFolder();
        const files = readdirSync(folder).filter((name) => name.startsWith(run));
        return files.flatMap((name) => {
          if (isAlive(Number(name.slice(run.length))))
            return readFileSync(join(folder, name), "utf8").trim().split("\n");
          unlinkSync(join(folder, name));
          return [];
        });
      } catch {
        return [];
      }
    },
  };
}
