import { homedir } from "node:os";
import { join } from "node:path";
import { type Engine, isEngine, type Miss, type Search, type Way } from "./engine";
import { byGo, byInstaller, inCache, onPath } from "./ways";

/** What a caller may set, each with the machine's own as default. */
export interface FindOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly cacheFolder?: string;
  readonly ways?: readonly Way[];
  say?(line: string): void;
}

/** PULUMI_CHIME_USERS_CACHE, else a folder of this project in the person's cache folder. */
export function cacheFolderOf(environment: NodeJS.ProcessEnv): string {
  const own = environment["PULUMI_CHIME_USERS_CACHE"];
  if (own) return own;
  return join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "pulumi-chime-users");
}

function failure(misses: readonly Miss[]): Error {
  const tried = misses
    .map(({ way, why, unusable }) => `  - ${way}${unusable ? ` (${unusable})` : ""}: ${why}`)
    .join("\n");
  return new Error(
    `No Pulumi CLI could be had. Tried:\n${tried}\nInstall it from https://www.pulumi.com/docs/install/, or install Go (https://go.dev/dl/), and run this again.`,
  );
}

/**
 * Finds a Pulumi CLI or gets one: the PATH, an earlier run's, the official installer, a build from Go modules, in
 * this order. Says what takes long, and why a CLI that is there will not do. Rejects with all that was tried where none can be had.
 */
export async function findPulumi(options: FindOptions = {}): Promise<Engine> {
  const environment = options.environment ?? process.env;
  const search: Search = {
    environment,
    cacheFolder: options.cacheFolder ?? cacheFolderOf(environment),
    say: options.say ?? ((line) => process.stderr.write(`${line}\n`)),
  };
  const misses: Miss[] = [];
  for (const way of options.ways ?? [onPath, inCache, byInstaller, byGo]) {
    const found = await way(search);
    if (isEngine(found)) return found;
    misses.push(found);
    if (found.unusable) search.say(`Found ${found.unusable}, but it can't be used: ${found.why}.`);
  }
  throw failure(misses);
}
