import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openClaimsFolder } from "./claimsFolder";
import { nameOfListener } from "./listener";
import { openRunFiles } from "./runFiles";

/**
 * The files of claims that programs of a run have written. A program ends before the engine deletes anything, so that what it
 * tells here counts for as long as the engine is there, which only Linux tells for certain: elsewhere nobody is told.
 */
export interface WrittenClaims {
  add(path: string): void;
  read(): readonly string[];
}

const NOTHING: WrittenClaims = { add: () => undefined, read: () => [] };

/** What is to be looked at when this process ends. A process may run many programs: each is taken out once its run is over. */
const atExit = new Set<() => void>();

/** Who has checked resources with a file knows it, and tells the others for as long as the run goes on. */
function forgetOnceTold(file: string, engineAddress: string, path: string): void {
  if (!process.listeners("exit").includes(runAtExit)) process.on("exit", runAtExit);
  const told = openRunFiles("run", engineAddress);
  const forgetTold = (): void => {
    if (told.read().includes(path)) rmSync(file, { force: true });
  };
  atExit.add(forgetTold);
  told.onceOver(() => {
    atExit.delete(forgetTold);
    rmSync(file, { force: true });
  });
}

function runAtExit(): void {
  for (const one of atExit) one();
}

export function openWrittenClaims(engineAddress: string | undefined): WrittenClaims {
  const listener = engineAddress === undefined ? undefined : nameOfListener(engineAddress);
  if (engineAddress === undefined || listener === undefined) return NOTHING;
  const address = createHash("sha256").update(engineAddress).digest("hex").slice(0, 16);
  const pathOf = (): string => join(openClaimsFolder(), `wrote-${address}-${listener}`);
  return {
    add(path) {
      const file = pathOf();
      appendFileSync(file, `${path}\n`, { mode: 0o600 });
      forgetOnceTold(file, engineAddress, path);
    },
    read() {
      try {
        const file = pathOf();
        // It is asked for before each request that lets users go, and mostly not there: an exception takes longer.
        return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
      } catch {
        return [];
      }
    },
  };
}
