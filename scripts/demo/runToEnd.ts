import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** How a command has to end for the story to go on: an exit status, or any that says that it failed. */
export type Ending = number | "failed";

/** How much is told of what a command has put out that ended otherwise. */
const MOST_TOLD = 2_000;

/** Runs a command and gives what it printed. Rejects, with the end of both its streams, where it ends otherwise. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ending: Ending,
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (ending === "failed" ? code === 0 : code !== ending) {
    throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${`${stdout}\n${stderr}`.slice(-MOST_TOLD)}`);
  }
  return stdout;
}
