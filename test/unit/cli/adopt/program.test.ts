import { deepEqual, equal } from "node:assert/strict";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import { writeData } from "../../../../provider/cli/adopt/writeData";
import { writeProgram } from "../../../../provider/cli/adopt/writeProgram";
import { takeInventory } from "../../../../provider/lifecycle/inventory/takeInventory";
import type { User } from "../../../../provider/model/user";
import { contentOf, HOSTILE } from "./content";

const ROOT = join(__dirname, "..", "..", "..", "..");
const NAMES = { suspensionSet: "suspended", licenseAssignment: "licenses" };

interface Declared {
  readonly resource: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** A diagnostic without the tree that it hangs on, which would take minutes to print. */
const textOf = ({ messageText }: ts.Diagnostic): string => ts.flattenDiagnosticMessageText(messageText, "\n");

const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Runs a program where the package's classes only note what they are given. */
function run(program: string): Declared[] {
  const declared: Declared[] = [];
  const classOf = (resource: string) =>
    class {
      constructor(name: string, args: Record<string, unknown>) {
        declared.push({ resource, name, args });
      }
    };
  const pulumiChimeUsers = {
    UserSuspensionSet: classOf("UserSuspensionSet"),
    UserLicenseAssignment: classOf("UserLicenseAssignment"),
  };
  const { outputText, diagnostics = [] } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    reportDiagnostics: true,
  });
  deepEqual(diagnostics.map(textOf), []);
  runInNewContext(outputText, { exports: {}, require: () => pulumiChimeUsers });
  // Objects of the other context have other prototypes.
  return JSON.parse(JSON.stringify(declared)) as Declared[];
}

/** What the compiler has against a program in a project that has this package. */
function typeErrors(program: string): string[] {
  const file = join(ROOT, "test", "index.ts");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    noUnusedLocals: true,
    rootDir: ROOT,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const errors = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
  return errors.map(textOf);
}

/** Users who are called by each of the names: as display name, as address, as ID. */
const hostileUsers: User[] = HOSTILE.flatMap((text, i) => [
  { userId: `id-${i}`, displayName: text, licenseType: "Pro", registrationStatus: "Suspended" },
  { userId: `mail-${i}`, primaryEmail: `${text}@example.com`, licenseType: "Basic" },
  { userId: `twin-${i}`, primaryEmail: `${text}@x.com`, displayName: text, licenseType: "Basic" },
  { userId: `twin2-${i}`, primaryEmail: `${text}@x.com`, licenseType: "Basic" },
  { userId: text, licenseType: "Pro" },
]);

describe("the program that export writes", () => {
  it("reads like one that a person wrote", () => {
    const users: User[] = [
      { userId: "u1", primaryEmail: "Amara@example.com", licenseType: "Pro", registrationStatus: "Suspended" },
      { userId: "u2", displayName: "Room 12", licenseType: "Basic", registrationStatus: "Registered" },
    ];
    equal(
      writeProgram(takeInventory(contentOf(users)), NAMES),
      `import { UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

// What "Example Corp" had when "pulumi-chime-users export" wrote this: 2 users, 1 of them suspended.
// "pulumi-chime-users import" makes a stack's state of it, so that the first "pulumi up" changes nothing.
// A resource that would change more users than its maxChanges allows fails, and changes nobody.
const accountId = "acc";

new UserSuspensionSet("suspended", {
  accountId,
  maxChanges: 5,
  users: [
    "amara@example.com",
  ],
});

new UserLicenseAssignment("licenses", {
  accountId,
  maxChanges: 5,
  licenses: {
    "amara@example.com": "Pro",
    "u2": "Basic", // "Room 12"
  },
});
`,
    );
  });

  it("leaves out a resource that would list nobody", () => {
    const [only, ...others] = run(writeProgram(takeInventory(contentOf([{ userId: "u", licenseType: "Pro" }])), NAMES));
    deepEqual(
      [only, others],
      [
        {
          resource: "UserLicenseAssignment",
          name: "licenses",
          args: { accountId: "acc", maxChanges: 5, licenses: { u: "Pro" } },
        },
        [],
      ],
    );
  });

  it("is a program without resources where there is nothing to declare", () => {
    const program = writeProgram(takeInventory(contentOf([])), NAMES);
    deepEqual([run(program), typeErrors(program)], [[], []]);
  });

  it("stays data whatever an account and its resources are called", () => {
    for (const text of HOSTILE) {
      const users: User[] = [{ userId: "u", licenseType: "Pro" }];
      const inventory = takeInventory(contentOf(users, { name: text, accountId: text }));
      const [declared, ...others] = run(writeProgram(inventory, { suspensionSet: "s", licenseAssignment: text }));
      deepEqual([declared?.name, declared?.args["accountId"], others], [text, text, []]);
    }
  });

  it("says of hostile users what the inventory says, compiles, and has no hidden character", () => {
    const inventory = takeInventory(contentOf(hostileUsers, { name: HOSTILE.join(" ") }));
    const program = writeProgram(inventory, NAMES);
    deepEqual(
      run(program).map(({ args }) => args["users"] ?? Object.entries(args["licenses"] ?? {}).sort()),
      [
        inventory.suspended.map(({ name }) => name),
        inventory.licensed.map(({ name, license }) => [name, license]).sort(),
      ],
    );
    equal(inventory.suspended.length, HOSTILE.length);
    deepEqual(typeErrors(program), []);
    equal(HIDDEN.test(program), false);
    const last = inventory.licensed.length + inventory.suspended.length;
    equal(program.split("\n").filter((line) => line.startsWith("    ")).length, last);
  });
});

describe("the JSON that export writes", () => {
  it("has both lists under the names of the program, and nothing that steers a terminal", () => {
    const inventory = takeInventory(contentOf(hostileUsers));
    const text = writeData(inventory);
    equal(HIDDEN.test(text), false);
    const { accountId, suspended, licenses } = JSON.parse(text) as Record<string, unknown>;
    deepEqual([accountId, suspended], ["acc", inventory.suspended.map(({ name }) => name)]);
    deepEqual(
      Object.entries(licenses as object).sort(),
      inventory.licensed.map(({ name, license }) => [name, license]).sort(),
    );
  });
});
