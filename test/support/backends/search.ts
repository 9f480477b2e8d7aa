import type { Search } from "../pulumi/engine";
import { cacheFolderOf } from "../pulumi/findPulumi";

/** Where tests look for the servers that keep state, and keep those that they had to get: beside the CLI. */
export function backendSearch(environment: NodeJS.ProcessEnv = process.env): Search {
  const say = (line: string): boolean => process.stderr.write(`${line}\n`);
  return { environment, cacheFolder: cacheFolderOf(environment), say };
}
