import { deepEqual, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";
import { ok } from "../../support/twoSets";

function yaml(name: string, provider: string, people: readonly number[], aliases: readonly string[] = []): string {
  const properties = { accountId: ACCOUNT, users: people.map((one) => idOf(one)) };
  const urns = aliases.map((one) => `urn:pulumi:dev::people::chime:index:UserSuspensionSet::${one}`);
  const set = { type: "chime:UserSuspensionSet", properties, options: { provider: `\${${provider}}`, aliases: urns } };
  const other = { type: "chime:UserSuspensionSet", properties: { accountId: ACCOUNT, users: [idOf(9)] } };
  const providers = ["one", "two"].map((of) => `  ${of}: {type: pulumi:providers:chime}\n`).join("");
  return `resources:\n${providers}  ${name}: ${JSON.stringify(set)}\n  other: ${JSON.stringify(other)}\n`;
}

describe("a set of a YAML program that gets another name, by an alias, and another provider", function () {
  this.timeout(300_000);

  for (const how of [["--preview"], ["--preview", "--refresh"]]) {
    it(`lets go whom it lists no more, with ${how.join(" ")}`, async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const project = { yaml: yaml("d", "one", [1, 2]), options: NATIVE_PLUGIN, environment: chime.environment };
        await withStack(project, async (stack) => {
          await ok(stack.up());
          await stack.writeYaml(yaml("a", "two", [1], ["d"]));
          match(await ok(stack.up(...how)), /unsuspend, no longer listed \(1\)/);
          deepEqual(chime.suspended(), [1, 9].map(idOf));
          await ok(stack.up("--expect-no-changes"));
        });
      });
    });
  }
});
