/** A Pulumi CLI that can run this project's programs. */
export interface Engine {
  /** Absolute path of the CLI. */
  readonly command: string;
  readonly version: string;
  /** Where it comes from: the PATH, the cache folder, the official installer, or a build from Go modules. */
  readonly source: "path" | "cache" | "installer" | "go";
  /** What to add to the environment of the CLI. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Why one way of getting a CLI did not lead to one. */
export interface Miss {
  readonly way: string;
  readonly why: string;
  /** The CLI that is there and will not do; absent where there is none. */
  readonly unusable?: string;
}

/** What each way of getting a CLI is given. */
export interface Search {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that keeps CLIs from one run to the next. */
  readonly cacheFolder: string;
  /** Tells a person what is going on. */
  say(line: string): void;
}

/** One way of getting a CLI. */
export type Way = (search: Search) => Promise<Engine | Miss>;

export function isEngine(found: Engine | Miss): found is Engine {
  return "command" in found;
}
