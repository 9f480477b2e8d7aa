import { existsSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { parseJsonState, readSeedText } from "./seed/readSeedFile";
import type { AccountSnapshot } from "./seed/seedShapes";
import { serializeState } from "./serializeState";
import type { Store } from "./store";

/** Milliseconds that changes gather before they are written. A large state waits longer: four times what the last write took. */
const WRITE_DELAY_MS = 100;
const WAIT_PER_WRITE = 4;

/** A file that follows a store. */
export interface StateFile {
  /** Says that the store has changed. */
  touch(): void;
  /** Writes what is not written yet. Rejects where the last write has failed. */
  flush(): Promise<void>;
}

/** The accounts of a state file, or undefined where there is none yet. Throws SeedError for one that can't be used. */
export function readStateFile(path: string): AccountSnapshot[] | undefined {
  return existsSync(path) ? parseJsonState(readSeedText(path), path) : undefined;
}

/** Writes a store to a file in the seed format, whole or not at all: a new file takes the old one's place. */
export function createStateFile(path: string, snapshot: () => Store): StateFile {
  let timer: NodeJS.Timeout | undefined;
  let isDirty = false;
  let writing: Promise<void> = Promise.resolve();
  let delayMs = WRITE_DELAY_MS;
  let failure: NodeJS.ErrnoException | undefined;

  const write = async (): Promise<void> => {
    const startMs = performance.now();
    isDirty = false;
    failure = await replaceFile(path, serializeState(snapshot())).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    delayMs = Math.max(WRITE_DELAY_MS, WAIT_PER_WRITE * (performance.now() - startMs));
    timer = undefined;
    if (isDirty) schedule();
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      writing = write();
    }, delayMs);
  };

  return {
    touch() {
      isDirty = true;
      schedule();
    },
    async flush() {
      await writing;
      clearTimeout(timer);
      if (isDirty) {
        writing = write();
        await writing;
      }
      if (failure !== undefined) {
        throw new Error(`The state file ${path} can't be written (${failure.code}).`, { cause: failure });
      }
    },
  };
}

async function replaceFile(path: string, pieces: Iterable<string>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "w", 0o600);
    try {
      for (const piece of pieces) await file.appendFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
