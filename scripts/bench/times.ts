import { NATIVE_PLUGIN, type StateResource, withStack } from "../../test/support/stack";
import { type Entries, PROGRAMS_OF, runOnEngine } from "./onEngine";
import type { TimesRow } from "./results";
import { startService } from "./service";
import type { Say } from "./suites";

const UP = ["up", "--yes", "--skip-preview"] as const;

const OPERATIONS = ["first up", "up, nothing to do"] as const;

/** An inert resource has a name of its own in the state. */
function stateBytes(resources: readonly StateResource[], resource: "inert" | "ours"): number {
  const suffix = resource === "inert" ? "::map" : "::users";
  return JSON.stringify(resources.find(({ urn }) => urn.endsWith(suffix)) ?? {}).length;
}

async function live(by: TimesRow["by"], entries: Entries, users: number): Promise<TimesRow[]> {
  const service = await startService(users, { latencyMs: 0, suspended: true });
  const rows: TimesRow[] = [];
  const project = {
    program: PROGRAMS_OF[by](entries, users),
    environment: service.environment,
    options: NATIVE_PLUGIN,
  };
  try {
    await withStack(project, async (stack) => {
      for (const operation of OPERATIONS) {
        const { exitCode, taken } = await runOnEngine(stack, ...UP);
        if (exitCode !== 0) throw new Error(`${operation} of ${by} with ${entries} entries ended with ${exitCode}`);
        const bytes = stateBytes(await stack.allResources(), by === "inert" ? "inert" : "ours");
        rows.push({ by, entries, users, operation, taken, bytesPerUser: bytes / users });
      }
    });
  } finally {
    await service.stop();
  }
  return rows;
}

/**
 * What it takes that entries have a time: a set of users who are suspended already, by names alone and with two days each, by
 * both fronts and by an inert resource that is given the very same.
 */
export async function times(
  users: number,
  say: Say,
  all: readonly TimesRow["by"][] = ["inert", "dynamic", "native"],
): Promise<TimesRow[]> {
  const rows: TimesRow[] = [];
  for (const by of all) {
    for (const entries of ["plain", "timed"] as const) {
      for (const row of await live(by, entries, users)) {
        const told = Object.entries(row.taken).map(
          ([name, { cpuSeconds, MB }]) => `${name} ${cpuSeconds.toFixed(1)} s ${MB.toFixed(0)} MB`,
        );
        say(`${by}, ${entries}, ${row.operation}: ${told.join(", ")}; ${row.bytesPerUser.toFixed(0)} bytes a user`);
        rows.push(row);
      }
    }
  }
  return rows;
}
