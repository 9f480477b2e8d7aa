import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "../model/claimsFolder";
import { processStart } from "./processStart";

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

/** How far the start of a process and the time of a file may be apart though the process has written the file. */
const CLOCK_MS = 2_000;

/** Whether the process that a file is named by is there, and is the one that wrote it: numbers of processes come again. */
function isOfLiving(path: string, pid: number): boolean {
  const start = isAlive(pid) ? processStart(pid) : Number.POSITIVE_INFINITY;
  return start === undefined || start <= statSync(path).mtimeMs + CLOCK_MS;
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
          const path = join(folder, name);
          if (isOfLiving(path, Number(name.slice(run.length)))) return readFileSync(path, "utf8").trim().split("\n");
          unlinkSync(path);
          return [];
        });
      } catch {
        return [];
      }
    },
  };
}
