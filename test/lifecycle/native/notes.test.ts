import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { startHost } from "../../support/fronts";
import { ACCOUNT, idOf } from "../../support/people";
import type { Props } from "../../support/providerHost";

/** A set that keeps person 2, and has a note of person 1, who has moved to set "b". */
const NOTING: Props = {
  stateVersion: 1,
  accountId: ACCOUNT,
  holdings: { suspended: { active: { [idOf(2)]: "" } } },
  moved: [{ to: "b", at: 1_000, holdings: { suspended: { active: { [idOf(1)]: "" } } } }],
  failures: [],
};

describe("a note of who has moved to another set of a program that can't tell its resources", () => {
  for (const isRefreshed of [false, true]) {
    const becomes = isRefreshed ? "goes, where a refresh has shown all that there is" : "stays, where nothing tells";
    it(`is settled by an update, without a word and a wait before: the engine may ask about that set right after this one; it ${becomes}`, async () => {
      await withChime([{ people: 5, suspended: [1, 2] }], async (chime) => {
        const host = await startHost("native", "UserSuspensionSet", chime.environment, { name: "a", language: "YAML" });
        try {
          const { props = NOTING } = isRefreshed ? await host.read("id", NOTING) : {};
          const { inputs } = await host.check({}, { accountId: ACCOUNT, users: [idOf(2)] });
          const { changes } = await host.diff("id", props, inputs);
          equal(changes, true);
          const said = (): string => host.said.map(({ text }) => text).join("\n");
          equal(said(), "");
          const noted = JSON.stringify(await host.update("id", props, inputs)).includes('"to":"b"');
          equal(noted, !isRefreshed);
          match(said(), /"a": leaves 1 user as is who moved to UserSuspensionSet "b" in an earlier run/);
          deepEqual(chime.suspended(), [1, 2].map(idOf));
        } finally {
          await host.close();
        }
      });
    });
  }
});
