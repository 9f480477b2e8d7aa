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
    const server = await startChimeServer({
      accounts: [accountOf({ people: 400 })],
      requestsPerSecond: 20,
      latencyMs: 50,
    });
    try {
      await Promise.all(range(0, 8).map((i) => callInProcess(server, range(i * 50, (i + 1) * 50).map(idOf))));
      const suspended = server.account(ACCOUNT)?.Users.filter((user) => user.UserRegistrationStatus === "Suspended");
      equal(suspended?.length, 400);
      const { entries } = server.journal;
      const refused = entries.filter(({ cause }) => cause === "rate limit").length / entries.length;
      // Eight that find out for themselves are refused 7 % of what they send.
      ok(refused > 0 && refused < 0.05, `${(100 * refused).toFixed(1)} % refused`);
    } finally {
      await server.close();
    }
  });
});
