import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What the CLI was told of the resources that a run is for; nothing where it is for all of them. */
interface Part {
  readonly targets: readonly string[];
  readonly excluded: readonly string[];
  /** Whether it does not name them all: by a pattern, or with those that hang on them. */
  readonly isOpen: boolean;
}

/** The options of the CLI by which a run is for some resources alone: those that name one, and their value if it stands in the same word. */
const NAMING = /^(?:--(?<option>target|exclude)|-t)(?:=(?<value>.*))?$/s;
const OTHERS = /^--(?:target|exclude)-/;
/** Where the provider is started by a script, as the one of dynamic resources is. */
const SHELL = /(?:^|\/)-?(?:ba|da|z|k)?sh$/;
const LONGEST_PS_MS = 2_000;
const byProcess = new Map<number, Part>();

/** A process: what it was called with, and which one has started it. */
interface Process {
  readonly words: readonly string[];
  readonly parent: number;
}

const NOBODY: Process = { words: [], parent: 0 };

/** Linux has what a process was called with in a file, the other systems but Windows tell it by `ps`. */
function look(pid: number, directory: string): Process {
  try {
    const words = readFileSync(`${directory}/${pid}/cmdline`, "utf8").split("\0");
    const [, parent] = /^PPid:\s*(\d+)/m.exec(readFileSync(`${directory}/${pid}/status`, "utf8")) ?? [];
    return { words, parent: Number(parent) };
  } catch {
    return process.platform === "win32" ? NOBODY : askPs(pid);
  }
}

function askPs(pid: number): Process {
  try {
    const options = { encoding: "utf8", stdio: "pipe", timeout: LONGEST_PS_MS } as const;
    const said = execFileSync("ps", ["-o", "ppid=", "-o", "args=", "-p", String(pid)], options);
    const [parent, ...words] = said.trim().split(/\s+/);
    return { words, parent: Number(parent) };
  } catch {
    return NOBODY;
  }
}

/** The process that is the CLI: one that starts a provider by a script is the parent of the shell that runs it. */
function findCli(parent: number, directory: string): Process {
  const first = look(parent, directory);
  return SHELL.test(first.words[0] ?? "") ? look(first.parent, directory) : first;
}

function partIn(words: readonly string[]): Part {
  const named = words.flatMap((word, i) => {
    const groups = NAMING.exec(word)?.groups;
    return groups ? [{ isExcluded: groups["option"] === "exclude", urn: groups["value"] ?? words[i + 1] ?? "" }] : [];
  });
  const urns = (isExcluded: boolean): string[] =>
    named.flatMap((one) => (one.isExcluded === isExcluded ? one.urn : []));
  const isOpen = words.some((word) => OTHERS.test(word)) || named.some(({ urn }) => urn.includes("*"));
  return { targets: urns(false), excluded: urns(true), isOpen };
}

/** What the CLI was called with that has started this process: Pulumi tells no provider which resources a run is for. */
function partOf(parent: number, directory: string): Part {
  const part = byProcess.get(parent) ?? partIn(findCli(parent, directory).words);
  byProcess.set(parent, part);
  return part;
}

/** Whether the run is for a part of the stack alone. False where the system does not tell, as on Windows. */
export function isPartialRun(parent: number = process.ppid, directory: string = "/proc"): boolean {
  const { targets, excluded, isOpen } = partOf(parent, directory);
  return isOpen || targets.length > 0 || excluded.length > 0;
}

/** Whether the run is not for a resource. False where that is not certain, as with patterns, and where the system does not tell. */
export function isLeftOutOfRun(is: (urn: string) => boolean, parent: number = process.ppid): boolean {
  const { targets, excluded, isOpen } = partOf(parent, "/proc");
  return !isOpen && ((targets.length > 0 && !targets.some(is)) || excluded.some(is));
}
