import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf, SECOND_ACCOUNT } from "../support/people";
import { NATIVE_PLUGIN, type Run, type Stack, withStack } from "../support/stack";

/** A set whose account and users are as the text says. */
function programOf(accountId: string, users: string, before = "", options = ""): string {
  return `
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
${before}
new UserSuspensionSet("leavers", { accountId: ${accountId}, users: ${users} }, {${options}});
`;
}

const ACCOUNT_ID = JSON.stringify(ACCOUNT);
const USERS = JSON.stringify([emailOf(1), idOf(2)]);

/** Runs the same thing in all forms in which a person may see it, and looks for what is secret in each, and in the state. */
async function staysSecret(stack: Stack, secret: RegExp, ...run: readonly ((...args: string[]) => Promise<Run>)[]) {
  for (const operation of run) doesNotMatch((await operation()).output, secret);
  doesNotMatch(await stack.exportText(), secret);
}

function previews(stack: Stack): (() => Promise<Run>)[] {
  return [[], ["--diff"], ["--json"], ["--refresh", "--diff"]].map((args) => () => stack.preview(...args));
}

describe("what is made secret, or replaced, on the real engine", () => {
  it("is nowhere: a secret account that another one takes the place of", async () => {
    await withChime([{ people: 9 }, { id: SECOND_ACCOUNT, people: 9 }], async (chime) => {
      const secret = (id: string): string => programOf(`pulumi.secret(${JSON.stringify(id)})`, USERS);
      await withStack({ program: secret(ACCOUNT), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(secret(SECOND_ACCOUNT));
        const both = new RegExp(`${ACCOUNT}|${SECOND_ACCOUNT}`, "i");
        await staysSecret(stack, both, ...previews(stack), () => stack.up("--preview", "--diff"));
        deepEqual(chime.suspended(SECOND_ACCOUNT), [idOf(1), idOf(2)]);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("is nowhere: one license of a user whom the program names in capital letters", async () => {
    await withChime([{ people: 9 }], async (chime) => {
      const licenses = `{[${JSON.stringify(emailOf(1).toUpperCase())}]: pulumi.secret("Plus")}`;
      const program = `
const { UserLicenseAssignment } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
new UserLicenseAssignment("licenses", { accountId: ${ACCOUNT_ID}, licenses: ${licenses} });
`;
      await withStack({ program, environment: chime.environment }, async (stack) => {
        await staysSecret(stack, /"Plus"/, ...previews(stack), () => stack.up("--diff"));
        equal(chime.licenseOf(idOf(1)), "Plus");
        equal((await stack.up("--expect-no-changes")).exitCode, 0);
      });
    });
  });

  it("is nowhere: names that become secret without another change, in what follows and in destroy", async () => {
    await withChime([{ people: 9 }], async (chime) => {
      const program = programOf(ACCOUNT_ID, USERS);
      await withStack({ program, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.write(programOf(ACCOUNT_ID, `pulumi.secret(${USERS})`));
        const preview = await stack.preview();
        match(
          preview.output,
          /UserSuspensionSet "leavers": secret from now on, and written to the state anew: users\./,
        );
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.lines(), [], "nobody changes by that");
        const people = /person\.[12]@|aaaaaaaa-0000-4000/i;
        await staysSecret(stack, people, ...previews(stack), () => stack.destroy("--diff"));
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("is nowhere: users whom a transformation of the stack, or of a parent, makes secret", async () => {
    const make = `({ type, props, opts }) => type.includes("UserSuspensionSet")
      ? { props: { ...props, users: pulumi.secret(props.users) }, opts: { ...opts, additionalSecretOutputs: [] } } : undefined`;
    for (const [before, options] of [
      [`pulumi.runtime.registerStackTransformation(${make});`, ""],
      [`const parent = new pulumi.ComponentResource("x:y:Z", "parent", {}, { transformations: [${make}] });`, "parent"],
    ] as const) {
      await withChime([{ people: 9 }], async (chime) => {
        const program = programOf(ACCOUNT_ID, USERS, before, options);
        await withStack({ program, environment: chime.environment }, async (stack) => {
          const people = /person\.[12]@|aaaaaaaa-0000-4000/i;
          chime.server.faults.user(idOf(2), { code: "Forbidden", message: `not ${idOf(2)}` });
          await staysSecret(stack, people, ...previews(stack), () => stack.up("--diff"));
          deepEqual(chime.suspended(), [idOf(1)]);
          chime.server.faults.clear();
          chime.server.unsuspend(ACCOUNT, [idOf(1)]);
          const again = [() => stack.refresh("--diff"), () => stack.up("--diff"), () => stack.destroy("--diff")];
          await staysSecret(stack, people, ...again);
        });
      });
    }
  });

  it("is nowhere: secret licenses, where they stand as words and not within others", async () => {
    await withChime([{ people: 9 }], async (chime) => {
      const licenses = `pulumi.secret({ [${JSON.stringify(emailOf(1))}]: "Pro" })`;
      const program = programOf(
        ACCOUNT_ID,
        "[]",
        `new UserLicenseAssignment("hosts", { accountId: ${ACCOUNT_ID}, licenses: ${licenses} });`,
      );
      chime.server.faults.user(idOf(1), { code: "Forbidden", message: "the profile may not have Pro, approve it" });
      await withStack({ program, environment: chime.environment }, async (stack) => {
        const up = await stack.up("--preview");
        match(up.output, /license Basic -> \[secret\] \(1\)/);
        match(up.output, /the profile may not have \[secret\], approve it/);
        await staysSecret(stack, /\bPro\b(?! ?rata)/, ...previews(stack), () => stack.up("--diff"));
      });
    });
  });

  it("is nowhere: a secret setting of the stack that an explicit provider is filled in with", async () => {
    await withChime([{ people: 9 }], async (chime) => {
      const { AWS_ENDPOINT_URL_CHIME: endpoint = "", ...environment } = chime.environment;
      const program = programOf(ACCOUNT_ID, USERS, "", 'provider: new Provider("elsewhere")');
      await withStack({ program, environment }, async (stack) => {
        await stack.cli("config", "set", "--secret", "chime:endpoint", endpoint);
        const secret = new RegExp(new URL(endpoint).host);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [idOf(1), idOf(2)]);
        chime.server.faults.always("GetAccount", { status: 403, name: "UnrecognizedClientException", message: "no" });
        match((await stack.preview("--refresh")).output, /The service at \[secret\] does not accept/);
        await staysSecret(stack, secret, ...previews(stack), () => stack.up("--refresh", "--diff"));
      });
    });
  });

  it("is nowhere: who moves away as a list becomes plain, and what such users had before is kept", async () => {
    await withChime([{ people: 9 }], async (chime) => {
      const set = (type: string, name: string, users: readonly number[], isSecret = false): string => {
        const listed = JSON.stringify(users.map(idOf));
        const args = `{ accountId: ${ACCOUNT_ID}, users: ${isSecret ? `pulumi.secret(${listed})` : listed} }`;
        return `new ${type}("${name}", ${args});\n`;
      };
      const head = `
const { UserSuspensionSet } = require("pulumi-chime-users");
const native = require("pulumi-chime-users/native");
const pulumi = require("@pulumi/pulumi");
`;
      const program = (a: string, n: string, b: readonly number[]): string =>
        head + a + n + set("UserSuspensionSet", "b", b);
      const first = program(
        set("UserSuspensionSet", "a", [1, 2], true),
        set("native.UserSuspensionSet", "n", [4, 5], true),
        [3],
      );
      const project = { program: first, options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        const urns = Object.values(await stack.resources()).flatMap(({ urn }) => (/::[an]$/.test(urn) ? [urn] : []));
        const plain = program(set("UserSuspensionSet", "a", [2]), set("native.UserSuspensionSet", "n", [5]), [1, 3, 4]);
        await stack.write(plain);
        const moving = await stack.up(...urns.flatMap((urn) => ["--target", urn]));
        equal(moving.exitCode, 0, moving.output);
        match(moving.output, /"a": keeps in its state what 1 user had before, until .*: \[secret\]/);
        match(moving.output, /"n": keeps in its state what 1 user had before, until .*: \[secret\]/);
        const gone = new RegExp([1, 4].map(idOf).join("|"));
        await staysSecret(stack, gone, () => stack.refresh(...urns.flatMap((urn) => ["--target", urn])));
        equal((await stack.up()).exitCode, 0);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
