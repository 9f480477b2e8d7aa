import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf, range, SECOND_ACCOUNT } from "../support/people";
import { type Run, type Stack, withStack } from "../support/stack";

const TOKEN = "FwoGZXIvYXdzEXAMPLEsessionTOKENvalue";

/** A program whose users, and whose account, are secret. */
function secretProgram(people: readonly number[], more = ""): string {
  return `
const { UserSuspensionSet } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
const set = new UserSuspensionSet("leavers", {
  accountId: pulumi.secret(${JSON.stringify(ACCOUNT)}),
  users: ${JSON.stringify(people.map(emailOf))}.map((user, i) => (i === 0 ? pulumi.secret(user) : user)),
  ${more}
});
exports.failures = set.failures;
exports.userIds = set.userIds;
exports.suspendedHere = set.suspendedHere;
`;
}

/** What tells who somebody is, or which account it is. */
const PEOPLE = /person\.\d|aaaaaaaa-0000-4000|11111111-aaaa-4bbb|22222222-aaaa-4bbb/i;

async function staysSecret(stack: Stack, run: Run): Promise<void> {
  doesNotMatch(run.output, PEOPLE);
  doesNotMatch(await stack.exportText(), PEOPLE);
}

describe("secrets on the real engine", () => {
  it("of the program stay secret in state, outputs, messages and errors, through drift, failure and refusal", async () => {
    const accounts = [
      { people: 30, suspended: [3] },
      { id: SECOND_ACCOUNT, people: 5 },
    ];
    await withChime(accounts, async (chime) => {
      await withStack({ program: secretProgram(range(0, 5)), environment: chime.environment }, async (stack) => {
        const preview = await stack.preview("--diff");
        equal(preview.exitCode, 0);
        match(preview.output, /UserSuspensionSet "leavers": suspend 4 users/);
        await staysSecret(stack, preview);

        chime.server.faults.user(idOf(2), { code: "Forbidden", message: `not ${idOf(2)}` });
        const up = await stack.up();
        equal(up.exitCode, 1);
        match(up.output, /UserSuspensionSet "leavers": 1 user failed \(Forbidden 1\)/);
        await staysSecret(stack, up);
        deepEqual(chime.suspended(), [0, 1, 3, 4].map(idOf));

        chime.server.faults.clear();
        chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        await staysSecret(stack, await stack.refresh("--diff"));
        const again = await stack.up("--diff");
        equal(again.exitCode, 0);
        await staysSecret(stack, again);
        deepEqual(chime.suspended(), range(0, 5).map(idOf));

        for (const more of [
          "maxChanges: 1",
          `protectedUsers: [pulumi.secret(${JSON.stringify(emailOf(7))})]`,
          'onRemoval: "x"',
        ]) {
          await stack.write(secretProgram([1, 2, 7, 8, 9], more));
          const refused = await stack.preview();
          notEqual(refused.exitCode, 0);
          match(refused.output, /maxChanges allows 1|protected by protectedUsers|onRemoval/);
          await staysSecret(stack, refused);
        }
        await stack.write(secretProgram([1, 99, 2, 77]));
        const missing = await stack.preview();
        notEqual(missing.exitCode, 0);
        match(
          missing.output,
          /2 listed users not found in account \[secret\] .*: \[secret\] \(users\[1\]\), \[secret\] \(users\[3\]\)\. /,
        );
        await staysSecret(stack, missing);
        await stack.write(secretProgram([1, 99, 2, 77], 'missingUsers: "warn"'));
        const warned = await stack.preview();
        equal(warned.exitCode, 0);
        match(warned.output, /2 listed users not in the account: \[secret\] \(users\[1\]\), \[secret\] \(users\[3\]\)/);
        await staysSecret(stack, warned);
        await stack.write(secretProgram([1, 2]).replace('"Person.2@Example.com"]', '"Person.2/@\\n", ""]'));
        const wrong = await stack.preview();
        notEqual(wrong.exitCode, 0);
        await staysSecret(stack, wrong);

        // What the set on the first account has kept is in the state of the one on the second, where a user fails.
        chime.server.faults.user(idOf(2), { code: "Forbidden", message: `not ${idOf(2)}` });
        await stack.write(secretProgram(range(0, 5)).replace(ACCOUNT, SECOND_ACCOUNT));
        const moved = await stack.up();
        equal(moved.exitCode, 1);
        match(await stack.exportText(), /"replaced"/);
        await staysSecret(stack, moved);
        chime.server.faults.clear();

        const destroyed = await stack.destroy();
        equal(destroyed.exitCode, 0);
        await staysSecret(stack, destroyed);
        deepEqual([chime.suspended(), chime.suspended(SECOND_ACCOUNT)], [[idOf(3)], []]);
      });
    });
  });

  it("of AWS are nowhere, not in verbose logs and not where the service repeats them", async () => {
    await withChime([{ people: 30 }], async (chime) => {
      const { AWS_ACCESS_KEY_ID: id = "", AWS_SECRET_ACCESS_KEY: key = "" } = chime.environment;
      const environment = { ...chime.environment, AWS_SESSION_TOKEN: TOKEN };
      const program = `
const { UserSuspensionSet } = require("pulumi-chime-users");
new UserSuspensionSet("leavers", { accountId: ${JSON.stringify(ACCOUNT)}, users: ${JSON.stringify([idOf(1), idOf(2)])} });
`;
      chime.server.faults.user(idOf(2), { code: "Forbidden", message: `${id} with ${key} and ${TOKEN} may not` });
      await withStack({ program, environment }, async (stack) => {
        const up = await stack.up("--logtostderr", "-v=11", "--logflow");
        equal(up.exitCode, 1);
        match(up.output, /1 user failed \(Forbidden 1\)/);
        chime.server.faults.always("GetAccount", {
          status: 403,
          name: "AccessDenied",
          message: `${id} ${key} ${TOKEN}`,
        });
        const denied = await stack.preview("--logtostderr", "-v=11", "--refresh");
        for (const text of [up.output, denied.output, await stack.exportText()]) {
          for (const secret of [id, key, TOKEN]) equal(text.includes(secret), false, secret);
          doesNotMatch(text, /Signature=|AWS4-HMAC|X-Amz-Security-Token/i);
        }
      });
    });
  });
});
