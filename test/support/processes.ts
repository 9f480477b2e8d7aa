import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may have anything in it; the parent is the second word behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") }];
  } catch {
    return []; // it has ended meanwhile
  }
}

/** The processes below another one whose command has `word` in it. */
export function descendants(root: number, word: string): number[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const below = new Set([root]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all
    .filter(({ pid, command }) => pid !== root && below.has(pid) && command.includes(word))
    .map(({ pid }) => pid);
}

/** Resolves once something is so; rejects after four minutes, before the test's own limit would end it without a reason. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 4_800; tries += 1) {
    if (isSo()) return;
    await wait(50);
  }
  throw new Error(`never came to be: ${what}`);
}
