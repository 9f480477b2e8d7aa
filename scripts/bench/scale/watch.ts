import { readFileSync } from "node:fs";
import { descendants } from "../../../test/support/processes";

const LOOK_EVERY_MS = 500;

/** The most memory that a run has held, in MB. */
export interface Peaks {
  /** All of its processes together. */
  readonly allMB: number;
  /** Any one provider process. */
  readonly providerMB: number;
}

function residentMB(pid: number): number {
  try {
    const [, kB = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kB) / 1024;
  } catch {
    return 0; // it has ended meanwhile
  }
}

/** Looks at a process and all below it until told to stop, which gives the most that was seen. Linux alone. */
export function watchMemory(pid: number): () => Peaks {
  let [allMB, providerMB] = [0, 0];
  const look = (): void => {
    const all = [pid, ...descendants(pid, "")].map(residentMB);
    allMB = Math.max(
      allMB,
      all.reduce((sum, mb) => sum + mb, 0),
    );
    providerMB = Math.max(providerMB, ...descendants(pid, "dynamic-provider").map(residentMB));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    return { allMB, providerMB };
  };
}
