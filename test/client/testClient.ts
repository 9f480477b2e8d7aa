import { type ChimeClient, type ClientParts, createClient } from "../../provider/chime/client";
import type { ChimeSettings } from "../../provider/chime/configuration/settings";
import type { Clock } from "../../provider/model/clock";

/** Keys that no service would take. */
export const KEYS = {
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG+bPxRfiCY",
};

/** An environment with keys and without the shared files of the machine. */
export const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...KEYS,
  AWS_CONFIG_FILE: "/nonexistent/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
};

/** A clock on which waiting takes no time; it notes how long the waits were. */
export interface FastClock extends Clock {
  readonly sleeps: readonly number[];
}

/** A clock that starts now and goes on only when somebody waits. */
export function fastClock(start: number = Date.now()): FastClock {
  let now = start;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    monotonicMs: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
  };
}

/** Runs a test with a client and closes it afterwards. Waits take no time and chance is always in the middle. */
export async function withClient(
  settings: ChimeSettings,
  run: (client: ChimeClient) => Promise<void>,
  parts: ClientParts & { readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const { environment = ENVIRONMENT, ...rest } = parts;
  const client = createClient(settings, environment, { clock: fastClock(), random: () => 0.5, ...rest });
  try {
    await run(client);
  } finally {
    await client.close();
  }
}

/** What a call rejects with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error("the call was expected to fail, and succeeded");
    },
    (error: unknown) => error,
  );
}
