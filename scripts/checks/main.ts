import { spawn } from "node:child_process";

/**
 * What `npm test` does before the tests, as far as it does not wait for each other: the first two look at the sources, on a core each, and
 * the third gets what the tests run on.
 */
const SIDE_BY_SIDE = [["typecheck"], ["lint", "check:unused"], ["engine", "languages", "backends"]];

/** Runs a script of package.json, and shows all that it printed once it has ended. Rejects where it fails. */
function run(script: string): Promise<void> {
  const child = spawn("npm", ["run", script], {
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(printed));
      if (code === 0) resolve();
      else reject(new Error(`npm run ${script} failed.`));
    });
  });
}

async function inTurn(scripts: readonly string[]): Promise<void> {
  for (const script of scripts) await run(script);
}

async function main(): Promise<void> {
  const ended = await Promise.allSettled(SIDE_BY_SIDE.map(inTurn));
  for (const end of ended) {
    if (end.status === "fulfilled") continue;
    process.stderr.write(`${(end.reason as Error).message}\n`);
    process.exitCode = 1;
  }
}

void main();
