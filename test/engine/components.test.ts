import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { type Stack, withStack } from "../support/stack";

const HEAD = `
const pulumi = require("@pulumi/pulumi");
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const accountId = ${JSON.stringify(ACCOUNT)};
const user = (n) => ${JSON.stringify(idOf(0))}.slice(0, -3) + String(n).padStart(3, "0");
`;

/** A component with three resources of ours and a component within, which has two more. */
const COMPONENTS = `
class Team extends pulumi.ComponentResource {
  constructor(name, first, args, opts) {
    super("people:Team", name, {}, opts);
    const parent = this;
    this.leavers = new UserSuspensionSet(name + "-leavers", { accountId, users: [user(first)] }, { parent });
    this.guests = new UserSuspensionSet(name + "-guests", { accountId, users: [user(first + 1)] }, { parent });
    this.hosts = new UserLicenseAssignment(name + "-hosts", { accountId, licenses: { [user(first + 2)]: "Pro" } }, { parent });
    if (args.within) this.within = new Team(name + "-within", first + 3, {}, { parent });
    this.registerOutputs({ ids: this.leavers.userIds });
  }
}
`;

async function roundTrip(stack: Stack, resources: number): Promise<void> {
  const preview = await stack.preview();
  equal(preview.exitCode, 0, preview.output);
  const up = await stack.up();
  equal(up.exitCode, 0, up.output);
  const again = await stack.up("--expect-no-changes");
  equal(again.exitCode, 0, again.output);
  const ours = Object.values(await stack.resources());
  equal(ours.length, resources);
  // Messages stand at the right resource only where the URN is the engine's own.
  for (const { urn, outputs } of ours) equal(outputs?.["__urn"], urn);
}

describe("components on the real engine", function () {
  this.timeout(300_000);

  it("may have several resources of ours as children, nested ones and a provider of their own", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const program = `${HEAD}${COMPONENTS}
const provider = new Provider("own", { maxConcurrency: 2 });
new Team("sales", 1, { within: true }, { providers: [provider] });
`;
      await withStack({ program, environment: chime.environment }, async (stack) => {
        await roundTrip(stack, 6);
        deepEqual(chime.suspended(), [idOf(1), idOf(2), idOf(4), idOf(5)]);
        const destroyed = await stack.destroy();
        equal(destroyed.exitCode, 0, destroyed.output);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("take a provider from a list; under the name chime, too, with a warning, as the reference says", async () => {
    await withChime([{ people: 10 }], async (named) => {
      await withChime([{ people: 10 }], async (other) => {
        const program = `${HEAD}${COMPONENTS}
const provider = new Provider("own", { endpoint: ${JSON.stringify(named.server.endpoint)} });
new Team("sales", 1, {}, { providers: [provider] });
new Team("crew", 5, {}, { providers: { chime: provider } });
`;
        await withStack({ program, environment: other.environment }, async (stack) => {
          const { exitCode, output } = await stack.up();
          equal(exitCode, 0, output);
          match(output, /warning: .*key chime doesn't match provider pulumi-nodejs/);
          deepEqual([named.suspended(), other.suspended()], [[1, 2, 5, 6].map(idOf), []]);
        });
      });
    });
  });

  it("tell whom they list before the engine has registered them: a move between two of two providers is one", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      // What is in the second is asked about half a second after what is in the first.
      const program = (a: string, b: string): string => `${HEAD}
class Department extends pulumi.ComponentResource {
  constructor(name, people, opts) {
    super("people:Department", name, {}, opts);
    new UserSuspensionSet(name, { accountId, users: people.map(user), maxChanges: 5 }, { parent: this });
  }
}
const slowly = async () => void (await new Promise((resolve) => setTimeout(resolve, 500)));
new Department("a", ${a}, { provider: new Provider("one", {}) });
new Department("b", ${b}, { provider: new Provider("two", {}), transforms: [slowly] });
`;
      const environment = chime.environment;
      await withStack({ program: program("[1, 2]", "[3]"), environment }, async (stack) => {
        await roundTrip(stack, 2);
        await stack.write(program("[1]", "[2, 3]"));
        for (const output of [(await stack.preview()).output, (await stack.up("--skip-preview")).output]) {
          match(output, /moves to UserSuspensionSet "b" \(1\)/);
          doesNotMatch(output, /unsuspend/);
        }
        deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("are named where a set moves into one without an alias: both sets have one name", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const set = (opts: string): string => `new UserSuspensionSet("x", { accountId, users: [user(1)] }, ${opts});`;
      const within = `${HEAD}const parent = new pulumi.ComponentResource("people:Team", "crew");\n${set("{ parent }")}`;
      await withStack({ program: `${HEAD}${set("{}")}`, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(within);
        const { exitCode, output } = await stack.up();
        equal(exitCode, 0, output);
        match(output, /moves here from UserSuspensionSet "x" \(in no component\) \(1\)/);
        match(output, /moves to UserSuspensionSet "x" \(in people:Team\) \(1\)/);
        deepEqual(chime.suspended(), [idOf(1)]);
      });
    });
  });

  it("may be renamed with an alias, transformed, and made in a loop of an async program from Outputs", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const program = (name: string, opts: string): string => `${HEAD}${COMPONENTS}
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  type.includes("chime:") ? { props: { ...props, maxChanges: 5 }, opts: { ...opts, protect: false } } : undefined);
module.exports = async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  const teams = [1, 4].map((first) => new Team(${JSON.stringify(name)} + first, first, {}, ${opts}));
  const ids = teams[0].leavers.userIds.apply((found) => Object.keys(found).length === 1 ? [user(8)] : []);
  new UserSuspensionSet("later", { accountId, users: ids }, { dependsOn: teams });
  return { ids };
};
`;
      await withStack({ program: program("team", "{}"), environment: chime.environment }, async (stack) => {
        await roundTrip(stack, 7);
        const suspended = [idOf(1), idOf(2), idOf(4), idOf(5), idOf(8)];
        deepEqual(chime.suspended(), suspended);
        await stack.write(program("crew", '{ aliases: [{ name: "team" + first }] }'));
        const renamed = await stack.up();
        equal(renamed.exitCode, 0, renamed.output);
        match(renamed.output, /unchanged/);
        deepEqual(chime.suspended(), suspended);
      });
    });
  });
});
