import { equal, match } from "node:assert/strict";
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
    it(`is ${isRefreshed ? "told of where a refresh has shown all that there is" : "left alone, without a word and a wait: the engine may ask about that set right after this one"}`, async () => {
      await withChime([{ people: 5, suspended: [1, 2] }], async (chime) => {
        const host = await startHost("native", "UserSuspensionSet", chime.environment, { name: "a", language: "YAML" });
        try {
          const { props = NOTING } = isRefreshed ? await host.read("id", NOTING) : {};
          const { inputs } = await host.check({}, { accountId: ACCOUNT, users: [idOf(2)] });
          const { changes } = await host.diff("id", props, inputs);
          equal(changes, false);
          const said = host.said.map(({ text }) => text).join("\n");
          if (isRefreshed) match(said, /"a": leaves 1 user as is who moved to UserSuspensionSet "b" in an earlier run/);
          else equal(said, "");
        } finally {
          await host.close();
        }
      });
    });
  }
});
