import { deepEqual, doesNotMatch, match } from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Chime, withChime } from "../support/chime";
import { idOf } from "../support/people";
import { type Stack, withStack } from "../support/stack";
import { liveTwoSets, ok, type People, peopleJson } from "../support/twoSets";

const HEAD = `
const pulumi = require("@pulumi/pulumi");
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const people = JSON.parse(require("node:fs").readFileSync(process.cwd() + "/people.json", "utf8"));
const { accountId } = people;
const onRemoval = "unsuspend";
const made = [];
// A provider process for each set, which learns of the other set from the program alone: b waits for a.
const optsOf = (name, more = {}) => ({ provider: new Provider("of-" + name), dependsOn: [...made], ...more });
const isOurs = (type) => type.includes("chime:UserSuspensionSet");
`;

const declareIn =
  (stack: Stack) =>
  (people: People): Promise<void> =>
    writeFile(join(stack.folder, "people.json"), JSON.stringify(peopleJson(people)));

async function withProgram(program: string, story: (stack: Stack, chime: Chime) => Promise<void>): Promise<void> {
  await withChime([{ people: 10 }], (chime) =>
    withStack({ program: `${HEAD}${program}`, environment: chime.environment }, (stack) => story(stack, chime)),
  );
}

/** The whole story of two sets, in a program that declares them in its own way. */
async function live(program: string): Promise<void> {
  await withProgram(program, (stack, chime) => liveTwoSets(stack, chime, declareIn(stack)));
}

/** What tells who somebody is. */
const PEOPLE = /person\.\d|aaaaaaaa-0000-4000/i;

/** Nobody's name is in what a run prints, nor in the state. */
async function staysSecret(program: string): Promise<void> {
  await withProgram(program, async (stack, chime) => {
    await declareIn(stack)({ a: [1, 2], b: [3] });
    doesNotMatch(await ok(stack.preview("--diff")), PEOPLE);
    doesNotMatch(await ok(stack.up()), PEOPLE);
    doesNotMatch(await stack.exportText(), PEOPLE);
    deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
    chime.lines();
    await ok(stack.up("--expect-no-changes"));
    await declareIn(stack)({ a: [1, 3], b: [2] });
    doesNotMatch(await ok(stack.up()), PEOPLE);
    doesNotMatch(await stack.exportText(), PEOPLE);
    deepEqual(chime.writes(), []);
  });
}

describe("two sets that a program makes in its own way, on the real engine", () => {
  it("in a loop of an async function, of Outputs of another resource", async () => {
    await live(`
module.exports = async () => {
  const licenses = Object.fromEntries([...people.a, ...people.b].map((user) => [user, "Pro"]));
  const { userIds } = new UserLicenseAssignment("hosts", { accountId, licenses });
  await new Promise((resolve) => setTimeout(resolve, 10));
  for (const name of ["a", "b"])
    made.push(new UserSuspensionSet(name, { accountId, users: userIds.apply((ids) => people[name].map((user) => ids[user])), onRemoval }, optsOf(name)));
};`);
  });

  it("with users that a transformation of the stack alone puts in", async () => {
    await live(`
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) =>
  isOurs(type) ? { props: { ...props, users: people[name] }, opts } : undefined);
for (const name of ["a", "b"]) made.push(new UserSuspensionSet(name, { accountId, users: [], onRemoval }, optsOf(name)));`);
  });

  it("with users that a transformation of a component's children alone puts in", async () => {
    await live(`
const parent = new pulumi.ComponentResource("people:Team", "team", {}, {
  transformations: [({ type, name, props, opts }) =>
    isOurs(type) ? { props: { accountId: props.accountId, onRemoval, users: people[name] }, opts } : undefined],
});
for (const name of ["a", "b"]) made.push(new UserSuspensionSet(name, { accountId, users: [] }, optsOf(name, { parent })));`);
  });

  it("with transforms of their own", async () => {
    await live(`
const transforms = [({ props, opts }) => ({ props: { ...props, maxChanges: 5 }, opts: { ...opts, protect: false } })];
for (const name of ["a", "b"]) made.push(new UserSuspensionSet(name, { accountId, users: people[name], onRemoval }, optsOf(name, { transforms })));`);
  });

  it("renamed with aliases while users move between them", async () => {
    const program = (prefix: string): string => `${HEAD}
for (const name of ["a", "b"])
  made.push(new UserSuspensionSet(${JSON.stringify(prefix)} + name, { accountId, users: people[name], onRemoval }, optsOf(name, { aliases: [{ name }] })));`;
    await withProgram("", async (stack, chime) => {
      await stack.write(program(""));
      await declareIn(stack)({ a: [1, 2], b: [3] });
      await ok(stack.up());
      chime.lines();
      await stack.write(program("new-"));
      await declareIn(stack)({ a: [1, 3], b: [2] });
      await ok(stack.up());
      deepEqual(Object.keys(await stack.resources()).sort(), ["new-a", "new-b"]);
      deepEqual(chime.writes(), []);
      deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
      await ok(stack.up("--expect-no-changes"));
      await ok(stack.destroy());
      deepEqual(chime.suspended(), []);
    });
  });

  it("keep secret what a transformation makes secret, also where it lists more secret outputs", async () => {
    await staysSecret(`
pulumi.runtime.registerStackTransformation(({ type, props, opts }) => isOurs(type) ? {
  props: { ...props, users: pulumi.secret(props.users) },
  opts: { ...opts, additionalSecretOutputs: [...(opts.additionalSecretOutputs ?? []), "accountId"] },
} : undefined);
for (const name of ["a", "b"]) made.push(new UserSuspensionSet(name, { accountId, users: people[name], onRemoval }, optsOf(name)));`);
  });

  it("keep secret what their own transforms make secret", async () => {
    await staysSecret(`
const transforms = [({ props, opts }) => ({
  props: { ...props, users: pulumi.secret(props.users) },
  opts: { ...opts, additionalSecretOutputs: ["accountId"] },
})];
for (const name of ["a", "b"]) made.push(new UserSuspensionSet(name, { accountId, users: people[name], onRemoval }, optsOf(name, { transforms })));`);
  });

  it("are refused in a preview where a component's transforms make them secret, of which no provider is told", async () => {
    const program = `
const parent = new pulumi.ComponentResource("people:Team", "team", {}, {
  transforms: [({ type, props, opts }) =>
    isOurs(type) ? { props: { ...props, users: pulumi.secret(props.users) }, opts } : undefined],
});
for (const name of ["a", "b"]) new UserSuspensionSet(name, { accountId, users: people[name] }, { parent });`;
    await withProgram(program, async (stack, chime) => {
      await declareIn(stack)({ a: [1, 2], b: [3] });
      const { exitCode, output } = await stack.preview();
      deepEqual([exitCode === 0, chime.writes()], [false, []]);
      match(output, /UserSuspensionSet "a": a transform of the stack or of a parent makes users secret/);
    });
  });
});
