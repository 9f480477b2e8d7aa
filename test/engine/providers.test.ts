import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { withStack } from "../support/stack";

/** A program with a set of its own provider in each of two services that hold an account of the same ID. */
function twoServices(first: string, second: string): string {
  return `
const { Provider, UserSuspensionSet } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
const accountId = ${JSON.stringify(ACCOUNT)};
const a = new Provider("a", { endpoint: ${JSON.stringify(first)}, maxConcurrency: 2 });
const b = new Provider("b", { endpoint: pulumi.output(${JSON.stringify(second)}) });
new UserSuspensionSet("in-a", { accountId, users: [${JSON.stringify(idOf(1))}] }, { provider: a });
new UserSuspensionSet("in-b", { accountId, users: [${JSON.stringify(idOf(1))}] }, { provider: b });
`;
}

const UNKNOWN_INPUTS = `
const { UserSuspensionSet, UserLicenseAssignment } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
const first = new UserSuspensionSet("first", { accountId: ${JSON.stringify(ACCOUNT)}, users: [${JSON.stringify(idOf(1))}] });
const later = first.suspendedHere.apply((users) => Object.keys(users).length === 1 ? ${JSON.stringify(idOf(2))} : "nobody");
const account = first.suspendedHere.apply(() => ${JSON.stringify(ACCOUNT)});
new UserSuspensionSet("second", { accountId: ${JSON.stringify(ACCOUNT)}, users: [${JSON.stringify(idOf(3))}, later] });
new UserLicenseAssignment("third", { accountId: account, licenses: { ${JSON.stringify(idOf(4))}: "Pro" } });
new UserLicenseAssignment("fourth", {
  accountId: ${JSON.stringify(ACCOUNT)},
  licenses: { ${JSON.stringify(idOf(5))}: account.apply(() => "Pro"), ${JSON.stringify(idOf(6))}: "Pro" },
});
`;

describe("programs on the real engine", () => {
  it("keep resources of two explicit providers apart, though they list the same user of the same account", async () => {
    await withChime([{ people: 5 }], async (a) => {
      await withChime([{ people: 5 }], async (b) => {
        const program = twoServices(a.server.endpoint, b.server.endpoint);
        const { AWS_ENDPOINT_URL_CHIME: _, ...credentials } = a.environment;
        await withStack({ program, environment: credentials }, async (stack) => {
          equal((await stack.up("--preview")).exitCode, 0);
          deepEqual([a.suspended(), b.suspended()], [[idOf(1)], [idOf(1)]]);
          equal((await stack.destroy()).exitCode, 0);
          deepEqual([a.suspended(), b.suspended()], [[], []]);
        });
      });
    });
  });

  it("preview inputs that are not known yet, say so, and check them in up", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: UNKNOWN_INPUTS, environment: chime.environment }, async (stack) => {
        const preview = await stack.preview();
        equal(preview.exitCode, 0);
        match(
          preview.output,
          /UserSuspensionSet "second": not known before pulumi up and checked then: users \(1 user\)/,
        );
        match(preview.output, /UserLicenseAssignment "third": not known before pulumi up and checked then: accountId/);
        match(preview.output, /UserLicenseAssignment "fourth": .* licenses \(1 user\)/);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
        deepEqual(
          [4, 5, 6].map((i) => chime.licenseOf(idOf(i))),
          ["Pro", "Pro", "Pro"],
        );
        chime.lines();
        equal((await stack.up("--preview")).exitCode, 0);
        deepEqual(chime.lines(), []);
      });
    });
  });

  it("preview from the state alone without a network, and without credentials, and fail in up", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const set = (people: readonly number[]): string => `
const { UserSuspensionSet } = require("pulumi-chime-users");
new UserSuspensionSet("leavers", { accountId: "${ACCOUNT}", users: ${JSON.stringify(people.map(idOf))} });`;
      const options = "options: {refresh: always}";
      await withStack({ program: set([1, 2]), environment: chime.environment, options }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(set([2, 3]));
        const reachable = stack.environment;
        for (const [without, says] of [
          [{ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }, /credentials/i],
          [{ AWS_ENDPOINT_URL_CHIME: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" }, /connection refused/],
        ] as const) {
          stack.environment = { ...reachable, ...without };
          const preview = await stack.preview();
          equal(preview.exitCode, 0);
          match(preview.output, says);
          match(preview.output, /suspend 1 user, unsuspend 1 user .* \(from the state alone/);
          const up = await stack.up();
          notEqual(up.exitCode, 0);
          match(up.output, says);
        }
        stack.environment = reachable;
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [2, 3].map(idOf));
      });
    });
  });
});
