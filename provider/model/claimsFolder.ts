import { lstatSync, readdirSync, readFileSync, rmSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isListenerOver } from "./listener";
import { openPrivateFolder } from "./privateFolder";
import { isOver } from "./processName";
import { refusedFileOf } from "./refused";

/** A file here is of no use once its run has ended; what is a day old belongs to none. */
const LONGEST_RUN_MS = 24 * 60 * 60_000;

/** So many files are taken away at once at most, so that nobody waits for it. */
const MOST = 1_000;

/** How our files in it are called: a word of 16 random letters, a run and a process, or what a run has told. */
const CLAIMS = /^[\w-]{16}$/;
const OF_PROCESS = /^(run|moment|port|keep)-([0-9a-f]{16})-((?:n\d+-)?\d+(?:-\d+)?)$/;
const TOLD = /^told-[0-9a-f]{16}(?:-(n\d+-\d+-\d+))?$/;
const WROTE = /^wrote-[0-9a-f]{16}-(n\d+-\d+-\d+)$/;
const REFUSED = /^[\w-]{16}-refused$/;

/**
 * The folder of temporary files by which the processes of a run know of each other, for this user alone. Throws where
 * there is no room for it, or where somebody else has made it.
 */
export function openClaimsFolder(): string {
  return openPrivateFolder("claims");
}

function isOurs(name: string): boolean {
  return [CLAIMS, OF_PROCESS, TOLD, WROTE, REFUSED].some((form) => form.test(name));
}

/** Takes away files of ours in that folder, and nothing else, that are older than any run, as seen from a new file. */
export function sweepClaimsFolder(folder: string, newFile: string): void {
  const now = lstatSync(join(folder, newFile)).mtimeMs;
  for (const name of readdirSync(folder)) {
    if (!isOurs(name)) continue;
    try {
      const file = lstatSync(join(folder, name));
      if (file.isFile() && now - file.mtimeMs > LONGEST_RUN_MS) unlinkSync(join(folder, name));
    } catch {
      // Another process was quicker.
    }
  }
}

/** Takes away a file of claims that a program has made here, with what was refused beside it. */
export function removeClaims(path: string): void {
  if (!CLAIMS.test(basename(path)) || dirname(path) !== openClaimsFolder()) return;
  for (const file of [path, refusedFileOf(path)]) rmSync(file, { force: true });
}

/** A file that a process of a run has written. */
interface OfProcess {
  readonly name: string;
  readonly matter: string;
  readonly run: string;
  readonly process: string;
}

function ofProcess(name: string): OfProcess[] {
  const [, matter, run, process] = OF_PROCESS.exec(name) ?? [];
  return matter === undefined || run === undefined || process === undefined ? [] : [{ name, matter, run, process }];
}

/** What stands in a file; nothing where another process has taken it away. */
function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").trim().split("\n");
  } catch {
    return [];
  }
}

/** Takes one away; gives back the files of claims that it tells of. */
function take(folder: string, { name, matter }: OfProcess): readonly string[] {
  try {
    const told = matter === "run" ? linesOf(join(folder, name)) : [];
    unlinkSync(join(folder, name));
    return told;
  } catch {
    // Another process was quicker.
    return [];
  }
}

/** Whether this is what runs of a CLI, or programs of an engine, have told that is not there any more. */
function isToldInVain(name: string): boolean {
  const [, listener] = TOLD.exec(name) ?? WROTE.exec(name) ?? [];
  return listener !== undefined && isListenerOver(listener);
}

/** Takes such a file away, with the claims that a program has told of. */
function takeTold(folder: string, name: string): void {
  const file = join(folder, name);
  if (WROTE.test(name)) for (const path of linesOf(file)) removeClaims(path);
  rmSync(file, { force: true });
}

/**
 * Takes away what processes have written that have ended, what was told in runs of a CLI that has ended, and the claims of a
 * program of whose run nobody is left: neither those that have told of it, nor the program itself. `own`: files of this
 * process, which need not be there any more.
 */
export function sweepEnded(own: ReadonlySet<string>): void {
  const folder = openClaimsFolder();
  const names = readdirSync(folder);
  for (const name of names.filter(isToldInVain).slice(0, MOST)) takeTold(folder, name);
  const { ended = [], atWork = [] } = Object.groupBy(names.flatMap(ofProcess), ({ process, name }) =>
    own.has(name) || isOver(process) ? "ended" : "atWork",
  );
  const runs = new Set(atWork.flatMap(({ matter, run }) => (matter === "run" || matter === "keep" ? [run] : [])));
  // As long as others of a run are there, what one has told of says which claims go with the last of them.
  const useless = ended.filter(({ matter, run, name }) => own.has(name) || matter !== "run" || !runs.has(run));
  for (const file of useless.slice(0, MOST)) {
    const claims = take(folder, file);
    if (!runs.has(file.run)) for (const path of claims) removeClaims(path);
  }
}
