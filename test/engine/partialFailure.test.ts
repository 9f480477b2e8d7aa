import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { readFailures } from "../../provider/model/userFailure";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf, range } from "../support/people";
import { withStack } from "../support/stack";

const PEOPLE = 3_000;
const FAILING = range(0, 300).map((i) => i * 10);

/** A set with siblings and a resource that hangs on it. */
const PROGRAM = `
const { UserSuspensionSet, UserLicenseAssignment } = require("pulumi-chime-users");
const accountId = ${JSON.stringify(ACCOUNT)};
const id = (i) => "aaaaaaaa-0000-4000-8000-" + String(i).padStart(12, "0");
const people = Array.from({ length: ${PEOPLE} }, (_, i) => id(i));
const set = new UserSuspensionSet("leavers", { accountId, users: people });
new UserLicenseAssignment("sibling", { accountId, licenses: { [id(10)]: "Pro" } });
new UserLicenseAssignment("dependent", { accountId, licenses: { [id(2)]: "Plus" } }, { dependsOn: set });
`;

describe("users that fail, hundreds of them", () => {
  // gRPC for Go is about to refuse headers of more than 8 kB, in which errors travel: the variable turns that on today.
  for (const small of ["", "true"]) {
    const says = small ? "with headers of 8 kB too" : "and are tried again";
    it(`are all told and kept, and nothing else is lost, ${says}`, async () => {
      await withChime([{ people: PEOPLE }], async (chime) => {
        const environment = { ...chime.environment, GRPC_GO_EXPERIMENTAL_ENABLE_8KB_DEFAULT_HEADER_LIST_SIZE: small };
        for (const i of FAILING) chime.server.faults.user(idOf(i), { code: "Forbidden", message: "not this one" });
        await withStack({ program: PROGRAM, environment }, async (stack) => {
          const up = await stack.up();
          equal(up.exitCode, 1);
          // Whole and once each, and nothing of it as the members of an error.
          match(
            up.output,
            /error: UserSuspensionSet "leavers": 300 users failed \(Forbidden 300\)\. The other users are done and in the state\. Run pulumi up again to try what is left; what this run has not come to, or not deleted, waits for that\./,
          );
          match(
            up.output,
            /error: UserLicenseAssignment "sibling": 1 user failed \(Forbidden 1\)\. Run pulumi up to try again; what this run has not come to, or not deleted, waits for that\./,
          );
          equal(up.output.split("not this one").length - 1, 2);
          equal(up.output.split("and 290 more").length - 1, 1);
          match(up.output, /UserSuspensionSet "leavers": suspended 2,700 users, 300 users failed \(\d+ calls\)$/m);
          doesNotMatch(up.output, /unhandled exception|CHIME_USERS_FAILED/);
          const after = await stack.resources();
          deepEqual(Object.keys(after).sort(), ["dependent", "leavers", "sibling"]);
          const { failures: stored, failureCauses } = after["leavers"]?.outputs ?? {};
          const failures = readFailures(stored, failureCauses);
          deepEqual(
            failures.map(({ user }) => user),
            FAILING.map(idOf),
          );
          for (const { message } of failures) match(message, /^not this one \(request [0-9a-f-]+\)/);
          // One for each of the 60 calls, which have a request ID each, and the sibling's; none for each of the 300 users.
          equal((await stack.exportText()).split("not this one").length - 1, 61);
          equal(chime.suspended().length, PEOPLE - FAILING.length);

          // No error travels in what follows: once is enough.
          if (small) return;
          equal((await stack.refresh()).exitCode, 0);
          deepEqual((await stack.resources())["leavers"]?.outputs?.["failures"], stored);
          match(
            (await stack.preview()).output,
            /UserSuspensionSet "leavers": 300 users failed last time \(Forbidden 300\)\s+Forbidden: not this one \(request/,
          );
          chime.server.faults.clear();
          chime.lines();
          equal((await stack.up()).exitCode, 0);
          deepEqual(chime.writes(), [
            ...Array.from({ length: 6 }, () => "POST BatchSuspendUser 50 users -> 200"),
            "POST BatchUpdateUser 1 user -> 200",
          ]);
          deepEqual((await stack.resources())["leavers"]?.outputs?.["failures"], []);
        });
      });
    });
  }
});
