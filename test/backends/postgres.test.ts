import { startPostgres } from "../support/backends/postgres";
import { orSkip } from "../support/orSkip";
import { shareState } from "./sharedState";

describe("state in PostgreSQL", () => {
  it("tells a second run of the lock, and is taken up again after a crash", async function () {
    orSkip(this, await shareState(startPostgres));
  });
});
