import { equal, match } from "node:assert/strict";
import { writeGo } from "../../../../provider/cli/adopt/programs/writeGo";
import { writePython } from "../../../../provider/cli/adopt/programs/writePython";
import { writeYaml } from "../../../../provider/cli/adopt/programs/writeYaml";
import { writeProgram } from "../../../../provider/cli/adopt/writeProgram";
import { takeInventory } from "../../../../provider/lifecycle/inventory/takeInventory";
import type { User } from "../../../../provider/model/user";
import { contentOf } from "./content";

const NAMES = { suspensionSet: "suspended", licenseAssignment: "licenses" };
const USERS: User[] = [
  { userId: "u1", primaryEmail: "Amara@example.com", licenseType: "Pro", registrationStatus: "Suspended" },
  { userId: "u2", displayName: "Room 12", licenseType: "Basic", registrationStatus: "Registered" },
];
const INVENTORY = takeInventory(contentOf(USERS));

const head = (comment: string): string =>
  `${comment} What "Example Corp" had when "pulumi-chime-users export" wrote this: 2 users, 1 of them suspended.
${comment} "pulumi up" takes everybody as they are and changes nobody. So does this before it, which brings a stack's state from the account:
${comment}   pulumi import chime:index:UserSuspensionSet suspended acc --protect=false --generate-code=false
${comment}   pulumi import chime:index:UserLicenseAssignment licenses acc --protect=false --generate-code=false
${comment} The "pulumi up" after that writes the guard, maxChanges, into the state, and nothing else.
${comment} A resource that would change more users than its maxChanges allows fails, and changes nobody.
`;

describe("the programs that export writes in other languages", () => {
  it("are YAML", () => {
    equal(
      writeYaml(INVENTORY, NAMES),
      `${head("#")}name: chime-users
runtime: yaml
plugins:
  providers:
    # Where npm install has put the plugin; change the path where it is elsewhere.
    - name: chime
      path: node_modules/pulumi-chime-users/plugin
options:
  refresh: always
variables:
  account: "acc"
resources:
  "suspended":
    type: chime:UserSuspensionSet
    properties:
      accountId: \${account}
      maxChanges: 5
      users:
        - "amara@example.com"
  "licenses":
    type: chime:UserLicenseAssignment
    properties:
      accountId: \${account}
      maxChanges: 5
      licenses:
        "amara@example.com": "Pro"
        "u2": "Basic" # "Room 12"
`,
    );
  });

  it("are Python", () => {
    equal(
      writePython(INVENTORY, NAMES),
      `import pulumi_chime as chime

${head("#")}ACCOUNT = "acc"

chime.UserSuspensionSet(
    "suspended",
    account_id=ACCOUNT,
    max_changes=5,
    users=[
        "amara@example.com",
    ],
)

chime.UserLicenseAssignment(
    "licenses",
    account_id=ACCOUNT,
    max_changes=5,
    licenses={
        "amara@example.com": "Pro",
        "u2": "Basic", # "Room 12"
    },
)
`,
    );
  });

  it("are Go", () => {
    equal(
      writeGo(INVENTORY, NAMES),
      `package main

import (
	"example.com/pulumi-chime/sdk/go/chime"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${head("//")}const account = "acc"

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		if _, err := chime.NewUserSuspensionSet(ctx, "suspended", &chime.UserSuspensionSetArgs{
			AccountId:  pulumi.String(account),
			MaxChanges: pulumi.Float64(5),
			Users: pulumi.Array{
				pulumi.String("amara@example.com"),
			},
		}); err != nil {
			return err
		}
		if _, err := chime.NewUserLicenseAssignment(ctx, "licenses", &chime.UserLicenseAssignmentArgs{
			AccountId:  pulumi.String(account),
			MaxChanges: pulumi.Float64(5),
			Licenses: pulumi.Map{
				"amara@example.com": pulumi.String("Pro"),
				"u2": pulumi.String("Basic"), // "Room 12"
			},
		}); err != nil {
			return err
		}
		return nil
	})
}
`,
    );
  });

  it("begin with a share of the account's users as guard where five percent of them are enough to work with", () => {
    const users = Array.from({ length: 100 }, (_, i): User => ({ userId: `u${i}`, licenseType: "Pro" }));
    const inventory = takeInventory(contentOf(users));
    match(writeYaml(inventory, NAMES), /\n {6}maxChanges: "5%"\n {6}licenses:\n/);
    match(writePython(inventory, NAMES), /\n {4}max_changes="5%",\n {4}licenses=\{\n/);
    match(writeGo(inventory, NAMES), /\n\t\t\tMaxChanges: pulumi\.String\("5%"\),\n\t\t\tLicenses:/);
    match(writeProgram(inventory, NAMES), /\n {2}maxChanges: "5%",\n {2}licenses: \{\n/);
  });

  it("name in their head only resources that they have, in quotes where a shell wants them", () => {
    const licensed = takeInventory(contentOf(USERS.slice(1)));
    const [, ...lines] = writePython(licensed, { ...NAMES, licenseAssignment: "all of us" }).split("\n# ");
    equal(lines.length, 5);
    equal(
      lines[2],
      '  pulumi import chime:index:UserLicenseAssignment "all of us" acc --protect=false --generate-code=false',
    );
    const nobody = writeGo(takeInventory(contentOf([])), NAMES);
    equal(nobody.split("\n").filter((line) => line.startsWith("//")).length, 2);
  });

  it("stay data whatever an account is called: no end of a line, no expression, no hidden character", () => {
    const expression = "$" + "{account}";
    const hostile = [
      { userId: "u3", displayName: `x"\n${expression} \u202e\u{e0041}`, licenseType: "Pro" },
      { userId: "u4", primaryEmail: `${expression}@example.com`, licenseType: "Pro" },
    ];
    for (const write of [writeYaml, writePython, writeGo]) {
      const program = write(takeInventory(contentOf(hostile)), NAMES);
      match(program, /"x\\"\\n\$\{account\} \\u202e\\U000e0041"/);
    }
    match(writeYaml(takeInventory(contentOf(hostile)), NAMES), /"\$\$\{account\}@example\.com": "Pro"/);
  });
});
