import { deepEqual } from "node:assert/strict";
import { createServer } from "node:net";
import { setImmediate } from "node:timers/promises";
import { createForeseen } from "../../../provider/runtime/foreseenMoves";
import { createToldRegister, type ToldRegister } from "../../../provider/runtime/toldRegister";
import { endServer, listenAt } from "../../support/listeners";

const SCOPE = { resource: "UserSuspensionSet", accountId: "account" };
const HOLDING = { userId: "id-1", value: "suspended", before: "active" };

/** Runs a story of a preview and what the update of the same run is told. */
async function withRun(story: (run: (isPreview: boolean) => ToldRegister) => Promise<void>): Promise<void> {
  const cli = createServer();
  const address = await listenAt(cli);
  try {
    await story((isPreview) => {
      const register = createToldRegister(address);
      register.noteRun(isPreview);
      return register;
    });
  } finally {
    await endServer(cli);
  }
}

describe("who moves by the preview of a run", () => {
  it("is known to the update, once the user's ID is known, and to nobody else", async () => {
    await withRun(async (run) => {
      const preview = createForeseen(run(true));
      preview.noteMoving(SCOPE, "urn:b", ["one@example.com"], HOLDING);
      await setImmediate();
      deepEqual(preview.moving(SCOPE, ["id-1"]), []);
      const update = createForeseen(run(false));
      deepEqual(update.moving(SCOPE, ["one@example.com"]), []);
      const offer = { urn: "urn:b", holding: HOLDING, isRefreshed: true, releasedTo: undefined };
      deepEqual(update.moving(SCOPE, ["one@example.com", "id-1", "id-2"]), [
        ["one@example.com", offer],
        ["id-1", offer],
      ]);
      deepEqual(update.moving({ ...SCOPE, accountId: "other" }, ["id-1"]), []);
    });
  });

  it("is written down without a name", async () => {
    await withRun(async (run) => {
      createForeseen(run(true)).noteMoving(SCOPE, "urn:b", ["one@example.com"], HOLDING);
      await setImmediate();
      const text = run(false).left()?.join("\n") ?? "";
      deepEqual([text.includes("id-1"), text.includes("example.com"), text.includes("urn:b")], [false, false, true]);
    });
  });

  it("is of no use where a line was cut off, and to a process that is not told what it works for", async () => {
    await withRun(async (run) => {
      const preview = run(true);
      createForeseen(preview).noteMoving(SCOPE, "urn:b", [], HOLDING);
      await setImmediate();
      preview.leave(['abc {"urn":']);
      deepEqual(createForeseen(run(false)).moving(SCOPE, ["id-1"]).length, 1);
      deepEqual(createForeseen(createToldRegister(undefined)).moving(SCOPE, ["id-1"]), []);
    });
  });

  it("is listed, or made, where the preview knew it, for the resource that loses the user alone, and not before it is known what a process works for", async () => {
    await withRun(async (run) => {
      createForeseen(run(true)).noteListed(SCOPE, "urn:s::p::t::a", ["id-1"], "b");
      await setImmediate();
      const update = createForeseen(run(false));
      deepEqual(update.listerOf(SCOPE, "urn:s::p::t::a", ["one@example.com", "id-1"]), "b");
      deepEqual(update.listerOf(SCOPE, "urn:s::p::t::c", ["id-1"]), undefined);
      deepEqual(update.listerOf(SCOPE, "urn:s::p::t::a", ["id-2"]), undefined);
    });
    await withRun(async (run) => {
      createForeseen(run(true)).noteMade("UserSuspensionSet", "urn:pulumi:s::p::t::c");
      await setImmediate();
      const update = createForeseen(run(false));
      const made = ["c", "b"].map((place) => update.isMade("UserSuspensionSet", place));
      deepEqual([...made, update.isMade("UserLicenseAssignment", "c")], [true, false, false]);
    });
    const register = createToldRegister("127.0.0.1:1");
    deepEqual(register.left(), undefined);
  });
});
