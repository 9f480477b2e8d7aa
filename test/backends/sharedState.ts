import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Backend } from "../support/backends/backend";
import { backendSearch } from "../support/backends/search";
import { type Chime, withChime } from "../support/chime";
import { idOf, programOf, range, suspensionSet } from "../support/people";
import { descendants, until } from "../support/processes";
import type { Miss, Search } from "../support/pulumi/engine";
import { type Stack, withStack } from "../support/stack";

/** Starts a backend with what it keeps in the folder given; the environment has the local server's key pair. */
export type StartBackend = (
  folder: string,
  search: Search,
  environment: Readonly<Record<string, string>>,
) => Promise<Backend | Miss>;

const set = (people: readonly number[]): string => programOf(suspensionSet({ users: people.map(idOf) }));
const sorted = (people: readonly number[]): string[] => people.map(idOf).sort();

const UP = ["up", "--yes", "--skip-preview"];
const LOCKED = /the stack is currently locked by 1 lock/;

/**
 * Lets some calls through and holds up those that come after, until the faults are cleared. A call that is held up is lost after some
 * seconds and sent again: its answer is not waited for as long as the client would.
 */
function holdUp({ server }: Chime, after: number): void {
  if (after > 0) server.faults.next("BatchSuspendUser", {}, after);
  server.faults.always("BatchSuspendUser", { latencyMs: 5_000, connection: "drop" });
}

const asked = ({ server }: Chime): number => server.journal.counts().BatchSuspendUser ?? 0;

/** Two at once: the second is told of the lock, and changes nobody; the first goes on as if there had been none. */
async function tellOfLock(chime: Chime, stack: Stack): Promise<void> {
  holdUp(chime, 1);
  const first = stack.start(...UP);
  await until("the first run is at work", () => asked(chime) >= 2);
  const second = await stack.up();
  const calls = asked(chime);
  chime.server.faults.clear();
  notEqual(second.exitCode, 0);
  match(second.output, LOCKED);
  doesNotMatch(second.output, /BatchSuspendUser|suspended \d+ user/);
  const ended = await first.ended;
  equal(ended.exitCode, 0, "the first run goes on as if there had been no other");
  equal(asked(chime) > calls, true, "what was held up is sent again by the first run");
  deepEqual(chime.suspended(), sorted(range(0, 60)));
  chime.lines();
  equal((await stack.up()).exitCode, 0);
  deepEqual(chime.lines(), [], "the state has all that the first run did");
}

/** Killed in the middle: the lock stays until it is cancelled, then the next runs finish it. */
async function takeUpKilled(chime: Chime, stack: Stack): Promise<void> {
  await stack.write(set(range(30, 210)));
  chime.lines();
  holdUp(chime, 2);
  const { pid, ended } = stack.start(...UP);
  await until("two of the three calls are done", () => asked(chime) >= 3 && chime.suspended().length === 130);
  const providers = descendants(pid, "dynamic-provider");
  notEqual(providers.length, 0, "there is a provider process");
  for (const killed of [pid, ...providers]) process.kill(killed, "SIGKILL");
  await ended;
  chime.server.faults.clear();

  const locked = await stack.up();
  notEqual(locked.exitCode, 0);
  match(locked.output, LOCKED);
  equal((await stack.cli("cancel", "--yes")).exitCode, 0);
  equal((await stack.refresh()).exitCode, 0);
  equal((await stack.up()).exitCode, 0);
  deepEqual(chime.suspended(), sorted(range(30, 210)));
  chime.lines();
  equal((await stack.up()).exitCode, 0);
  deepEqual(chime.lines(), []);
}

/** Tells both stories on a stack whose state is kept by the backend. Resolves with why it could not be started, if so. */
export async function shareState(start: StartBackend): Promise<Miss | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "chime-backend-"));
  let miss: Miss | undefined;
  try {
    await withChime([{ people: 300 }], async (chime) => {
      const backend = await start(folder, backendSearch(), chime.environment);
      if ("why" in backend) {
        miss = backend;
        return;
      }
      try {
        const environment = { ...chime.environment, PULUMI_BACKEND_URL: backend.url };
        await withStack({ program: set(range(0, 60)), environment }, async (stack) => {
          await tellOfLock(chime, stack);
          await takeUpKilled(chime, stack);
        });
      } finally {
        await backend.stop();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return miss;
}
