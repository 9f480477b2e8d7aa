import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { RunRegister } from "../lifecycle/programClaims";

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
  const run = createHash("sha256").update(`${userInfo().uid}\n${engineAddress}`).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `pulumi-chime-users-run-${run}`);
  return {
    add(path) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(join(folder, String(process.pid)), `${path}\n`, { mode: 0o600, flag: "a" });
      } catch {
        // Without room for it each process still knows its own resources.
      }
    },
    others() {
      try {
        return readdirSync(folder).flatMap((name) => {
          if (isAlive(Number(name))) return readFileSync(join(folder, name), "utf8").trim().split("\n");
          rmSync(join(folder, name), { force: true });
          return [];
        });
      } catch {
        return [];
      }
    },
  };
}
