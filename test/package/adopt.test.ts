import { deepEqual, equal, match } from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChimeServer, startChimeServer } from "../../provider/testing";
import { type Ended, runCommand } from "../support/commandLine";
import { ACCOUNT, accountOf, emailOf, idOf, TEAM } from "../support/people";
import { bareEnvironment } from "../support/stack";

const named = { ...accountOf({ people: 3, suspended: [1], pro: [2] }), Name: "=Corp, \u001b[2J" };
const users = named.Users.map((user, i) => ({ ...user, DisplayName: ["=1+1", 'Ann, "A"', "Zoë"][i] ?? "" }));

describe("the commands export and import", () => {
  let server: ChimeServer;
  let folder: string;
  let environment: Record<string, string>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-adopt-"));
    server = await startChimeServer({
      accounts: [
        { ...named, Users: users },
        accountOf({ id: "dir", type: "EnterpriseDirectory", people: 1 }),
        accountOf({ id: "okta", type: "EnterpriseOIDC", people: 1 }),
        accountOf({ id: TEAM, type: "Team", people: 0 }),
      ],
    });
    const files = { AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials") };
    environment = { ...bareEnvironment(), ...files, AWS_MAX_ATTEMPTS: "1", ...server.environment };
  });
  beforeEach(() => {
    server.faults.clear();
    server.journal.clear();
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> =>
    runCommand(args, { ...environment, ...more }, folder);

  it("write the result alone to standard output, and read the account by pages", async () => {
    const { status, stdout, stderr } = await run(["export", "--account", ACCOUNT]);
    deepEqual([status, stderr], [0, ""]);
    match(stdout, /^import \{ UserLicenseAssignment, UserSuspensionSet \} from "pulumi-chime-users";\n/);
    match(stdout, /\n {2}users: \[\n {4}"person\.1@example\.com",\n {2}\],\n/);
    deepEqual(server.journal.counts(), { GetAccount: 1, ListUsers: 1 });
  });

  it("write JSON that a program can read", async () => {
    const { status, stdout, stderr } = await run(["export", "--account", ACCOUNT, "--format", "json"]);
    deepEqual([status, stderr], [0, ""]);
    deepEqual(JSON.parse(stdout), {
      accountId: ACCOUNT,
      suspended: [emailOf(1).toLowerCase()],
      licenses: {
        [emailOf(0).toLowerCase()]: "Basic",
        [emailOf(1).toLowerCase()]: "Basic",
        [emailOf(2).toLowerCase()]: "Pro",
      },
    });
  });

  it("say what is in a file of data, and which format a file has whose name tells none", async () => {
    const data = await run(["export", "--account", ACCOUNT, "--output", "data.json"]);
    deepEqual([data.status, data.stderr], [0, "data.json: 1 suspended, 3 licenses\n"]);
    const { status, stderr } = await run(["export", "--account", ACCOUNT, "--output", "program"]);
    deepEqual(
      [status, stderr.split("\n")],
      [
        0,
        [
          "program: its name tells no format, so it is a program in TypeScript; --format names another",
          'program: UserSuspensionSet "suspended" with 1 user, UserLicenseAssignment "licenses" with 3 users',
          "",
        ],
      ],
    );
  });

  it("refuse a name that ends as no format does, before the account is read, unless the format is named", async () => {
    const file = ["export", "--account", ACCOUNT, "--output", "people.xlsx"];
    const { status, stderr } = await run(file);
    deepEqual(
      [status, stderr],
      [
        1,
        "people.xlsx: there is no format for .xlsx. Name the file by its format (ts, yaml, py, go, json, csv), or say with --format what it is to be.\n",
      ],
    );
    deepEqual(server.journal.counts(), {});
    const named = await run([...file, "--format", "csv"]);
    deepEqual([named.status, named.stderr], [0, "people.xlsx: 3 users\n"]);
  });

  it("write CSV, by the name of the file, from which another server starts with the same people", async () => {
    const { status, stdout, stderr } = await run(["export", "--account", ACCOUNT, "--output", "people.csv"]);
    deepEqual([status, stdout, stderr], [0, "", "people.csv: 3 users\n"]);
    const file = join(folder, "people.csv");
    match(await readFile(file, "utf8"), new RegExp(`\\n${idOf(0)},${emailOf(0)},'=1\\+1,Basic,Registered,`));
    const second = await startChimeServer({ seedFile: file });
    try {
      const told = (from: ChimeServer) =>
        from
          .account(ACCOUNT)
          .Users.map(({ UserId, PrimaryEmail, DisplayName, LicenseType, UserRegistrationStatus }) => {
            return [UserId, PrimaryEmail, DisplayName, LicenseType, UserRegistrationStatus];
          });
      deepEqual(told(second), told(server));
      equal(second.account(ACCOUNT).Name, "=Corp, \ufffd[2J");
    } finally {
      await second.close();
    }
  });

  it("never overwrite a file that they were not told to, and ask the service nothing then", async () => {
    for (const command of ["export", "import"]) {
      await writeFile(join(folder, "mine"), "mine");
      const refused = await run([command, "--account", ACCOUNT, "--output", "mine"]);
      deepEqual(refused, {
        status: 1,
        stdout: "",
        stderr: "mine exists already. Name another file, or overwrite this one with --force.\n",
      });
      deepEqual([await readFile(join(folder, "mine"), "utf8"), server.journal.lines()], ["mine", []]);
      const forced = await run([command, "--account", ACCOUNT, "--output", "mine", "--force"]);
      equal(forced.status, 0);
      match(await readFile(join(folder, "mine"), "utf8"), /UserSuspensionSet/);
      server.journal.clear();
    }
  });

  it("import has everything that Pulumi keeps of both resources", async () => {
    const { status, stdout, stderr } = await run(["import", "--account", ACCOUNT]);
    deepEqual([status, stderr], [0, ""]);
    const { resources } = JSON.parse(stdout) as { resources: Record<string, Record<string, unknown>>[] };
    deepEqual(
      resources.map(({ type, name, inputs = {}, outputs = {} }) => {
        const { __provider: text, ...rest } = outputs;
        equal(text, inputs["__provider"]);
        match(String(text), /pulumi-chime-users\/runtime\/v1/);
        return [type, name, rest["holdings"]];
      }),
      [
        [
          "pulumi-nodejs:dynamic/chime:UserSuspensionSet",
          "suspended",
          { suspended: { found: { "person.1@example.com": idOf(1) } } },
        ],
        [
          "pulumi-nodejs:dynamic/chime:UserLicenseAssignment",
          "licenses",
          {
            Basic: { found: { "person.0@example.com": idOf(0), "person.1@example.com": idOf(1) } },
            Pro: { found: { "person.2@example.com": idOf(2) } },
          },
        ],
      ],
    );
  });

  const FAILURES: readonly {
    name: string;
    args: readonly string[];
    environment?: Record<string, string>;
    says: RegExp;
  }[] = [
    {
      name: "an unknown account",
      args: ["--account", "nope"],
      says: /^Account nope does not exist at http:\/\/\S+, .*--account.*\.\n$/,
    },
    { name: "a directory's account", args: ["--account", "dir"], says: /^Account dir .* EnterpriseDirectory: .*\n$/ },
    {
      name: "an identity provider's account",
      args: ["--account", "okta"],
      says: /^Account okta .* EnterpriseOIDC: .*\n$/,
    },
    {
      name: "no credentials",
      args: ["--account", ACCOUNT],
      environment: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
      says: /^No AWS credentials found .*\n$/,
    },
    {
      name: "wrong credentials",
      args: ["--account", ACCOUNT],
      environment: { AWS_SECRET_ACCESS_KEY: "not-the-key" },
      says: /^GetAccount .*\(403, .*\nThe service at http:\/\/127.0.0.1:\d+ does not accept the AWS credentials.*\n$/,
    },
    {
      name: "no service",
      args: ["--account", ACCOUNT, "--endpoint", "http://127.0.0.1:1"],
      says: /^GetAccount .* connection refused .*http:\/\/127\.0\.0\.1:1\.\n$/,
    },
    {
      name: "an unknown profile",
      args: ["--account", ACCOUNT, "--profile", "nobody"],
      says: /^chime:profile: the profile "nobody" is in neither of the shared AWS files\..*\n$/,
    },
    {
      name: "no folder",
      args: ["--account", ACCOUNT, "--output", join("not", "there.ts")],
      says: /^not does not exist: make the folder first\.\n$/,
    },
    {
      name: "a folder for a file",
      args: ["--account", ACCOUNT, "--output", ".", "--force"],
      says: /^\. could not be written: EISDIR\..*\n$/,
    },
  ];
  for (const command of ["export", "import"]) {
    for (const { name, args, environment: more = {}, says } of FAILURES) {
      it(`${command} fails with a sentence on ${name}`, async () => {
        const { status, stdout, stderr } = await run([command, ...args], more);
        deepEqual([status, stdout], [1, ""]);
        match(stderr, says);
      });
    }
  }

  it("import fails where there is nothing to import", async () => {
    const { status, stdout, stderr } = await run(["import", "--account", TEAM]);
    deepEqual([status, stdout], [1, ""]);
    match(stderr, /^Account .* nobody suspended and nobody with a license: nothing to import\.\n$/);
  });

  it("end with status 2 where they are used wrongly", async () => {
    const wrong = [
      ["export"],
      ["import"],
      ["export", "--account", "a/b"],
      ["export", "--account", ""],
      ["export", "--account", ACCOUNT, "--format", "xml"],
      ["export", "--account", ACCOUNT, "--endpoint", "ftp://x"],
      ["import", "--account", ACCOUNT, "--format", "json"],
      ["import", "--account", ACCOUNT, "--suspension-set", " "],
      ["import", "--account", ACCOUNT, "--license-assignment", "a::b"],
      ["import", "--account", ACCOUNT, "extra"],
    ];
    const ended = await Promise.all(wrong.map((args) => run(args)));
    deepEqual(
      ended.map(({ status, stdout }, i) => [wrong[i], status, stdout]),
      wrong.map((args) => [args, 2, ""]),
    );
    deepEqual(server.journal.lines(), []);
  });

  it("name the option that is misspelt, and not the one that is missing for it", async () => {
    const { stderr } = await run(["export", "--acount", ACCOUNT]);
    match(stderr, /unknown option '--acount'\n\(Did you mean --account\?\)/);
    match((await run(["export"])).stderr, /required option '--account <id>' not specified/);
  });

  it("tell how they are used, with examples", async () => {
    for (const command of ["export", "import"]) {
      const { status, stdout } = await run([command, "--help"]);
      equal(status, 0);
      match(stdout, /Examples:\n {2}\$ pulumi-chime-users export --account/);
    }
  });
});
