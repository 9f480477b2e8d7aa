import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { suspensionKind } from "../../provider/lifecycle/kinds";
import { withChime } from "../support/chime";
import { inputsOf, openInProcess } from "../support/inProcess";
import { create, deleteResource } from "../support/operations";
import { ACCOUNT, idOf } from "../support/people";

describe("the deletion of a set whose entries have times", () => {
  it("says of those who leave that the resource is deleted, also where an entry would count on", async () => {
    await withChime([{ people: 3 }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const users = [{ user: idOf(1), until: "9999-01-01", reason: "leave" }, idOf(2)];
      const { outs } = await create(suspensionKind, session, inputsOf(suspensionKind, { accountId: ACCOUNT, users }));
      said.length = 0;
      await deleteResource(suspensionKind, session, outs);
      match(said.join("\n"), /unsuspend, the resource is deleted \(2\)/);
      doesNotMatch(said.join("\n"), /time has not begun|no longer listed/);
      match(said.join("\n"), /leave/);
      // As of one that was imported and never updated: nobody has told what it is called.
      const [told = "", done = ""] = said;
      match(told, new RegExp(`^UserSuspensionSet of account ${ACCOUNT}: unsuspend 2 users in`));
      match(done, new RegExp(`^UserSuspensionSet of account ${ACCOUNT}: unsuspended 2 users`));
      deepEqual(chime.suspended(), []);
      await close();
    });
  });
});
