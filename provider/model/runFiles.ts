import { createHash } from "node:crypto";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "./claimsFolder";
import { isRunning, processStart } from "./processStart";

/** What the provider processes of one run tell each other of one matter, a line at a time. */
export interface RunFiles {
  /** Tells the others; without room for it they go on by themselves. */
  add(line: string): void;
  /** All that processes of the run have told, this one among them. */
  read(): readonly string[];
}

const NOTHING: RunFiles = { add: () => undefined, read: () => [] };

/** How a file is named by its process: the number, and where the system tells it the start. */
function nameOfProcess(): string {
  const start = processStart(process.pid);
  return start === undefined ? String(process.pid) : `${process.pid}-${start}`;
}

/** Whether the process is there that a file is named by: only that one has written it. */
function isOfRunning(name: string): boolean {
  const [pid, start] = name.split("-");
  return isRunning(Number(pid), start);
}

/**
 * The provider processes of one engine have its address in common: each writes under it, in a file named by its process. The
 * engine keeps all of them until the run has ended; what a process that has ended left behind counts no more: a later engine
 * may have the same address.
 */
export function openRunFiles(matter: "run" | "moment" | "port" | "keep", engineAddress: string | undefined): RunFiles {
  if (engineAddress === undefined) return NOTHING;
  const run = `${matter}-${createHash("sha256").update(engineAddress).digest("hex").slice(0, 16)}-`;
  return {
    add(line) {
      try {
        writeFileSync(join(openClaimsFolder(), `${run}${nameOfProcess()}`), `${line}\n`, { mode: 0o600, flag: "a" });
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
          if (isOfRunning(name.slice(run.length))) return readFileSync(path, "utf8").trim().split("\n");
          unlinkSync(path);
          return [];
        });
      } catch {
        return [];
      }
    },
  };
}
