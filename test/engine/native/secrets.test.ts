import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf, range } from "../../support/people";
import { NATIVE_PLUGIN, type Run, type Stack, withStack } from "../../support/stack";

/** A YAML program whose users, licenses and account are secret, and come from the configuration. */
function secretYaml(users: readonly number[], more = ""): string {
  const licenses = Object.fromEntries(users.map((i) => [emailOf(i), "Pro"]));
  return `variables:
  users: {"fn::secret": ${JSON.stringify(users.map(emailOf))}}
  licenses: {"fn::secret": ${JSON.stringify(licenses)}}
  account: {"fn::secret": ${ACCOUNT}}
resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: "\${account}", users: "\${users}"${more}}
  hosts:
    type: chime:UserLicenseAssignment
    properties: {accountId: "\${account}", licenses: "\${licenses}"}
outputs:
  failures: \${leavers.failures}
  ids: \${leavers.userIds}
  before: \${hosts.before}
`;
}

/** What tells who somebody is, or which account it is. */
const PEOPLE = /person\.\d|aaaaaaaa-0000-4000|11111111-aaaa-4bbb/i;

async function staysSecret(stack: Stack, run: Run): Promise<void> {
  doesNotMatch(run.output, PEOPLE);
  doesNotMatch(await stack.exportText(), PEOPLE);
}

describe("secrets under the native provider", () => {
  it("stay secret in state, outputs, messages, diffs and errors, through drift, failure and refusal", async () => {
    await withChime([{ people: 30, suspended: [3] }], async (chime) => {
      const project = { yaml: secretYaml(range(0, 5)), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        const preview = await stack.preview("--diff");
        equal(preview.exitCode, 0, preview.output);
        match(preview.output, /UserSuspensionSet "leavers": suspend 4 users/);
        await staysSecret(stack, preview);

        chime.server.faults.user(idOf(2), { code: "Forbidden", message: `not ${idOf(2)}` });
        const up = await stack.up();
        equal(up.exitCode, 1);
        match(up.output, /UserSuspensionSet "leavers": 1 user failed \(Forbidden 1\)/);
        await staysSecret(stack, up);
        deepEqual(chime.suspended(), [0, 1, 3, 4].map(idOf));

        await stack.writeYaml(secretYaml(range(1, 6)));
        for (const args of [["--diff"], ["--json"], ["--refresh", "--diff"]]) {
          const changed = await stack.preview(...args);
          equal(changed.exitCode, 0, changed.output);
          await staysSecret(stack, changed);
        }
        await stack.writeYaml(secretYaml([1, 99, 2, 77]));
        const missing = await stack.preview();
        notEqual(missing.exitCode, 0);
        match(
          missing.output,
          /"leavers": .* users: 2 listed users not found .*: \[secret\] \(users\[1\]\), \[secret\] \(users\[3\]\)\. /,
        );
        // In a map there is no order that the engine keeps.
        match(missing.output, /"hosts": .* licenses: 2 listed users not found .*: \[secret\], \[secret\]\. /);
        await staysSecret(stack, missing);
        await stack.writeYaml(secretYaml(range(1, 6)));
        chime.server.faults.clear();
        await chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        await staysSecret(stack, await stack.refresh("--diff"));
        const again = await stack.up("--diff", "--preview");
        equal(again.exitCode, 0, again.output);
        await staysSecret(stack, again);
        deepEqual(chime.suspended(), range(1, 6).map(idOf));

        for (const more of [", maxChanges: 0", `, protectedUsers: ["${emailOf(9)}"]`, ", onRemoval: x"]) {
          await stack.writeYaml(secretYaml(range(6, 12), more));
          const refused = await stack.preview("--diff");
          notEqual(refused.exitCode, 0);
          doesNotMatch(refused.output.replaceAll(emailOf(9), ""), PEOPLE);
        }
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), [idOf(3)]);
      });
    });
  });
});
