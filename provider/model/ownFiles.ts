import { basename } from "node:path";
import { sweepEnded } from "./claimsFolder";
import { type Engine, hasEnded, onceEnded } from "./engineEnd";

/** What this process has written in one run, and what is to be done once the engine of that has ended. */
interface Run {
  readonly engine: Engine;
  readonly names: Set<string>;
  readonly endings: (() => void)[];
}

const runs = new Map<string, Run>();
let isFirst = true;

/** Takes away files of this process, and with the first and the last ones what others have left that have ended. */
function sweep(own: ReadonlySet<string>): void {
  try {
    sweepEnded(own);
  } catch {
    // Without that folder there is nothing to take away.
  }
}

/**
 * How long after an engine the processes that it has started have ended, in milliseconds: on a machine at rest, see `onceEnded`, and on one
 * that is too busy for that.
 */
const LATER_MS = [5_000, 30_000, 120_000] as const;

function end(key: string, { names, endings }: Run): void {
  runs.delete(key);
  sweep(names);
  for (const one of endings) one();
  // Others of the run may be about to end, without a way to take away what is theirs: they are killed.
  for (const later of LATER_MS) setTimeout(() => sweep(new Set()), later).unref();
}

/** The process ends; the runs of its engines may go on. */
function endProcess(): void {
  for (const [key, run] of runs) if (hasEnded(run.engine)) end(key, run);
  if (runs.size > 0) sweep(new Set([...runs.values()].flatMap(({ names }) => [...names])));
}

function runOf(engine: Engine): Run {
  const key = `${engine.address} ${engine.listener}`;
  const known = runs.get(key);
  if (known) return known;
  const run: Run = { engine, names: new Set(), endings: [] };
  runs.set(key, run);
  onceEnded(engine, () => end(key, run));
  return run;
}

/** Takes note of a file that this process has written, to take it away with the run, or with the process. */
export function noteOwnFile(path: string, engine: Engine): void {
  runOf(engine).names.add(basename(path));
  if (!isFirst) return;
  isFirst = false;
  process.on("exit", endProcess);
  sweep(new Set());
}

/** Does something once an engine has ended, if this process is there still. */
export function onceOver(engine: Engine, then: () => void): void {
  runOf(engine).endings.push(then);
}
