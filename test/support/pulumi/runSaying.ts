import { spawn } from "node:child_process";

/** How often a long command gives a sign of life. */
const SIGN_OF_LIFE_MS = 20_000;
const LAST_LINES = 5;

/**
 * Runs a command that may take minutes, says every 20 seconds that it is still at it and what it said last, and
 * rejects with its last lines where it fails.
 */
export function runSaying(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  say: (line: string) => void,
): Promise<void> {
  const started = Date.now();
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const keep = (data: Buffer): void => {
    lines.push(...data.toString().split("\n").filter(Boolean));
    lines.splice(0, Math.max(0, lines.length - LAST_LINES));
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const timer = setInterval(() => {
    say(`  ... ${Math.round((Date.now() - started) / 1000)} s${lines.length > 0 ? `, ${lines.at(-1)}` : ""}`);
  }, SIGN_OF_LIFE_MS);
  return new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${code}: ${lines.join(" | ")}`));
    });
  }).finally(() => clearInterval(timer));
}
