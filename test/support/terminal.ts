import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** How long after its last word a terminal counts as silent, where what is waited for does not come. */
const SILENT_MS = 60_000;

/**
 * Pastes lines into a shell on a terminal, all at once, as a person does with a block of a page; gives what is on the
 * terminal once it says what is waited for, or says nothing more. Needs `script` of util-linux.
 */
export function paste(
  lines: string,
  until: RegExp,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  const env = { ...options.env, TERM: "xterm", PS1: "$ " };
  const child = spawn("script", ["--quiet", "--command", "bash --norc --noprofile -i", "/dev/null"], {
    ...options,
    env,
    // A group of its own, so that all that the shell has started ends with it.
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  let said = "";
  return new Promise<string>((resolve, reject) => {
    child.on("error", reject);
    const end = (): void => {
      clearTimeout(silence);
      child.stdin.end();
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    };
    let silence = setTimeout(end, SILENT_MS);
    child.on("close", () => resolve(said));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += stripVTControlCharacters(text);
      clearTimeout(silence);
      if (until.test(said)) end();
      else silence = setTimeout(end, SILENT_MS);
    });
    child.stdin.write(lines);
  });
}

/** What is typed once the terminal says something. */
export type Typed = readonly [when: RegExp, keys: string];

/**
 * Runs a command on a terminal of 40 rows and types, one after the other, each once what it waits for is there; resolves when
 * the command has ended. Needs `script` of util-linux.
 */
export function onTerminal(
  command: string,
  typed: readonly Typed[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<{ readonly exitCode: number | null; readonly said: string }> {
  const sized = `stty rows 40 cols 200; ${command}`;
  const child = spawn("script", ["--quiet", "--return", "--command", sized, "/dev/null"], {
    cwd: options.cwd,
    env: { ...options.env, TERM: "xterm" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let said = "";
  let unheard = "";
  const left = [...typed];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += stripVTControlCharacters(text);
    unheard += stripVTControlCharacters(text);
    const [next] = left;
    if (!next?.[0].test(unheard)) return;
    left.shift();
    unheard = "";
    child.stdin.write(next[1]);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      child.stdin.end();
      resolve({ exitCode, said });
    });
  });
}
