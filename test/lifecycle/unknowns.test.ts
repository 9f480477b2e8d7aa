import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, startHost } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";
import type { Props } from "../support/providerHost";

/** What the engine sends for a value that another resource has still to produce. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Row {
  readonly name: string;
  readonly resource: "UserSuspensionSet" | "UserLicenseAssignment";
  readonly before: Props;
  readonly news: Props;
  readonly says: RegExp;
  /** Where the native provider is asked more: a replacement is previewed as a create. */
  readonly saysNatively?: RegExp;
  /** What must not be said, because nobody can know it. */
  readonly silent: RegExp;
}

const ROWS: readonly Row[] = [
  {
    name: "one unknown user of a list takes nobody for leaving",
    resource: "UserSuspensionSet",
    before: { users: [idOf(1), idOf(2)], maxChanges: 2 },
    news: { users: [idOf(1), UNKNOWN, idOf(3)], maxChanges: 1 },
    says: /checked then: users \(1 user\).*suspend \(1\)\s+\+ .*003/s,
    silent: /unsuspend/,
  },
  {
    name: "a list that is wholly unknown takes nobody for leaving",
    resource: "UserSuspensionSet",
    before: { users: [idOf(1), idOf(2)] },
    news: { users: UNKNOWN, maxChanges: 0 },
    says: /checked then: users/,
    silent: /unsuspend/,
  },
  {
    name: "an unknown license takes its user for one who stays, and others for leaving",
    resource: "UserLicenseAssignment",
    before: { licenses: { [idOf(1)]: "Pro", [idOf(2)]: "Pro" } },
    news: { licenses: { [idOf(1)]: UNKNOWN } },
    says: /checked then: licenses \(1 user\).*license Pro -> Basic, no longer listed \(1\)\s+~ .*002/s,
    silent: /aaaaaaaa-0000-4000-8000-000000000001/,
  },
  {
    name: "an unknown account is a replacement and asks nothing",
    resource: "UserSuspensionSet",
    before: { users: [idOf(1)] },
    news: { accountId: UNKNOWN, users: [idOf(1)] },
    says: /^$/,
    saysNatively: /^UserSuspensionSet "leavers": not known before pulumi up and checked then: accountId$/,
    silent: /suspend/,
  },
];

for (const front of FRONTS) {
  describe(`a preview with unknown inputs, by the ${front} provider`, () => {
    for (const { name, resource, before, news, says, saysNatively = says, silent } of ROWS) {
      it(name, async () => {
        await withChime([{ people: 10 }], async (chime) => {
          const first = await startHost(front, resource, chime.environment);
          const host = await startHost(front, resource, chime.environment);
          try {
            const created = await first.check({}, { accountId: ACCOUNT, ...before });
            const { id, outs } = await first.create(created.inputs);
            const { inputs, failures } = await host.check(created.inputs, { accountId: ACCOUNT, ...news });
            deepEqual(failures, []);
            equal((await host.diff(id, outs, inputs)).changes, true);
            await host.previewUpdate(id, outs, inputs);
            const said = host.said.map(({ text }) => text).join("\n");
            match(said, front === "native" ? saysNatively : says);
            equal(silent.test(said), false, said);
          } finally {
            await Promise.all([first.close(), host.close()]);
          }
        });
      });
    }
  });
}
