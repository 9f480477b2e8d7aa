import { createHash } from "node:crypto";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "./claimsFolder";
import { type Engine, engineAt } from "./engineEnd";
import { noteOwnFile, onceOver } from "./ownFiles";
import { isAtWork, isOver, nameOfProcess } from "./processName";

/** What the provider processes of one run tell each other of one matter, a line at a time. */
export interface RunFiles {
  /** Tells the others; without room for it they go on by themselves. */
  add(line: string): void;
  /** All that processes of the run have told, this one among them. */
  read(): readonly string[];
  /** Does something once the engine of the run has ended. */
  onceOver(then: () => void): void;
}

const NOTHING: RunFiles = { add: () => undefined, read: () => [], onceOver: () => undefined };

/**
 * What a run is called: by who listens at the engine's address where the system tells it, so that no run is ever called as
 * another one was. Elsewhere by the address alone, which a later engine may have.
 */
function nameOfRun({ address, listener }: Engine): string {
  const text = listener === undefined ? address : `${address} ${listener}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** What a process has told that is at work; of one that has ended nothing, and its file goes. */
function readFile(path: string, process: string): readonly string[] {
  try {
    if (isAtWork(process)) return readFileSync(path, "utf8").trim().split("\n");
    if (isOver(process)) unlinkSync(path);
  } catch {
    // It has ended just now, or another process was quicker: what the others have told stands.
  }
  return [];
}

/**
 * The provider processes of one engine have its address in common: each writes under it, in a file named by its process. The
 * engine keeps all of them until the run has ended; what a process that has ended left behind counts no more, and what this
 * one has written it takes away at its own end, or that of its engine.
 */
export function openRunFiles(matter: "run" | "moment" | "port" | "keep", engineAddress: string | undefined): RunFiles {
  if (engineAddress === undefined) return NOTHING;
  const engine = engineAt(engineAddress);
  const run = `${matter}-${nameOfRun(engine)}-`;
  return {
    add(line) {
      try {
        const folder = openClaimsFolder();
        const path = join(folder, `${run}${nameOfProcess()}`);
        writeFileSync(path, `${line}\n`, { mode: 0o600, flag: "a" });
        noteOwnFile(path, engine);
      } catch {
        // Without room for it each process still knows its own resources.
      }
    },
    read() {
      try {
        const folder = openClaimsFolder();
        const names = readdirSync(folder).filter((name) => name.startsWith(run));
        return names.flatMap((name) => readFile(join(folder, name), name.slice(run.length)));
      } catch {
        return [];
      }
    },
    onceOver: (then) => onceOver(engine, then),
  };
}
