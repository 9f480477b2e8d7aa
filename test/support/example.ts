import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { type ChimeServer, EXAMPLE_ACCOUNT_ID, startChimeServer } from "../../provider/testing";
import { type Stack, withStack } from "./stack";

const ROOT = join(__dirname, "..", "..");

/** Copies an example to where a test may change it, as deep in the repository as it was, and so finding the same modules. */
export async function withCopyOf<T>(example: string, story: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(join(ROOT, ".cache"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, ".cache", `${basename(example)}-`));
  try {
    await cp(join(ROOT, "examples", example), folder, { recursive: true });
    return await story(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a story on an example and the server that `npx pulumi-chime-users serve` starts. That the example's types are right
 * is seen by `npm run typecheck`.
 */
export async function withExample(
  example: string,
  story: (stack: Stack, server: ChimeServer) => Promise<void>,
): Promise<void> {
  const server = await startChimeServer();
  try {
    await withCopyOf(example, (folder) =>
      withStack({ folder, environment: server.environment }, (stack) => {
        stack.trustTypes();
        return story(stack, server);
      }),
    );
  } finally {
    await server.close();
  }
}

/** The addresses of all suspended users, sorted. */
export function suspended(server: ChimeServer, accountId = EXAMPLE_ACCOUNT_ID): string[] {
  const users = server.account(accountId).Users.filter((user) => user.UserRegistrationStatus === "Suspended");
  return users.flatMap((user) => user.PrimaryEmail ?? []).sort();
}

/** The writing requests since the last look, sorted: they are sent side by side. */
export function writes(server: ChimeServer): string[] {
  const lines = server.journal.lines().filter((line) => line.startsWith("POST"));
  server.journal.clear();
  return lines.sort();
}
