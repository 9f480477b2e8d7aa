import { equal, ok } from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type ChimeServer, startChimeServer } from "../../provider/testing";
import { ACCOUNT, accountOf, idOf, range } from "../support/people";

const CLIENT = join(__dirname, "..", "..", "dist", "chime", "client.js");

/** A process of its own that makes its calls at once, each for one user. */
async function callInProcess({ environment }: ChimeServer, userIds: readonly string[]): Promise<void> {
  const script = `
    const client = require(${JSON.stringify(CLIENT)}).createClient({});
    const ids = ${JSON.stringify(userIds)};
    Promise.all(ids.map((id) => client.batchSuspendUser(${JSON.stringify(ACCOUNT)}, [id]))).then(() => client.close());`;
  await promisify(execFile)(process.execPath, ["-e", script], { env: { ...process.env, ...environment } });
}

describe("a limit that nobody was told", () => {
  it("is shared by the processes of a machine, which know of each other", async () => {
    const server = await startChimeServer({ accounts: [accountOf({ people: 160 })], requestsPerSecond: 20, latencyMs: 20 });
    try {
      await Promise.all(range(0, 4).map((i) => callInProcess(server, range(i * 40, (i + 1) * 40).map(idOf))));
      const suspended = server.account(ACCOUNT)?.Users.filter((user) => user.UserRegistrationStatus === "Suspended");
      equal(suspended?.length, 160);
      const refused = server.journal.entries.filter(({ cause }) => cause === "rate limit").length;
      // Four that find out for themselves are refused eleven times or more.
      ok(refused > 0 && refused <= 10, `${refused} refused`);
    } finally {
      await server.close();
    }
  });
});
