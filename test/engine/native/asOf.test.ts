import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, type Stack, withStack } from "../../support/stack";

/** A set under an explicit provider, of either front, whose moment may be said. */
function explicit(from: string, asOf?: string): string {
  return `
const { Provider, UserSuspensionSet } = require(${JSON.stringify(from)});
const provider = new Provider("p", ${JSON.stringify(asOf === undefined ? {} : { asOf })});
new UserSuspensionSet("leavers", { accountId: "${ACCOUNT}", users: ["${idOf(1)}"] }, { provider });
`;
}

const SET = (name: string, i: number): string =>
  `  ${name}: {type: "chime:UserSuspensionSet", properties: {accountId: ${ACCOUNT}, users: [${idOf(i)}]}}\n`;

async function refusesToDestroy(stack: Stack): Promise<void> {
  const { exitCode, output } = await stack.destroy();
  notEqual(exitCode, 0);
  match(
    output,
    /writes nothing\. It may be the setting of the last run, which a plain pulumi destroy goes by, .* and run pulumi destroy --run-program, or pulumi up\./,
  );
}

describe("a moment ahead that is taken out again", () => {
  for (const from of ["pulumi-chime-users", "pulumi-chime-users/native"]) {
    it(`stands in the state until a run has the program's settings: ${from}`, async () => {
      await withChime([{ people: 5 }], async (chime) => {
        const project = { program: explicit(from), options: NATIVE_PLUGIN, environment: chime.environment };
        await withStack(project, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          await stack.write(explicit(from, "2095-03-01"));
          equal((await stack.up()).exitCode, 0, "there is nothing to write");
          await stack.write(explicit(from));
          await refusesToDestroy(stack);
          deepEqual(chime.suspended(), [idOf(1)]);
          const destroyed = await stack.destroy("--run-program");
          equal(destroyed.exitCode, 0, destroyed.output);
          deepEqual(chime.suspended(), []);
        });
      });
    });
  }

  it("holds for a stack's setting too, and where nothing is left in the program one set put back takes it out", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const both = `resources:\n${SET("one", 1)}${SET("two", 2)}`;
      await withStack({ yaml: both, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.config("chime:asOf", "2095-03-01");
        await stack.writeYaml(`resources:\n${SET("one", 1)}`);
        notEqual((await stack.up()).exitCode, 0, "whoever leaves the program is not let in under a moment ahead");
        deepEqual(chime.suspended(), [1, 2].map(idOf));
        await stack.cli("config", "rm", "chime:asOf");
        await stack.writeYaml("resources: {}\n");
        const refused = await stack.up();
        notEqual(refused.exitCode, 0);
        match(
          refused.output,
          /put one resource of this provider back into the program if it has none, and run .*pulumi up\./,
        );
        await stack.writeYaml(`resources:\n${SET("one", 1)}`);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [idOf(1)]);
        await stack.writeYaml("resources: {}\n");
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
