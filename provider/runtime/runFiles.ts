import { createHash } from "node:crypto";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "../model/claimsFolder";

/** What the provider processes of one run tell each other of one matter, a line at a time. */
export interface RunFiles {
  /** Tells the others; without room for it they go on by themselves. */
  add(line: string): void;
  /** All that processes of the run have told, this one among them. */
  read(): readonly string[];
}

const NOTHING: RunFiles = { add: () => undefined, read: () => [] };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * The provider processes of one engine have its address in common: each writes under it, in a file named by its process. The
 * engine keeps all of them until the run has ended; what a process that has ended left behind counts no more.
 */
export function openRunFiles(matter: "run" | "moment" | "port", engineAddress: string | undefined): RunFiles {
  if (engineAddress === undefined) return NOTHING;
  const run = `${matter}-${createHash("sha256").update(engineAddress).digest("hex").slice(0, 16)}-`;
  return {
    add(line) {
      try {
        writeFileSync(join(openClaimsFolder(), `${run}${process.pid}`), `${line}\n`, { mode: 0o600, flag: "a" });
      } catch {
        // Without room for it each process still knows its own resources.
      }
    },
    read() {
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
