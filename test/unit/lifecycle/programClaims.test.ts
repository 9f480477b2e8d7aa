import { deepEqual, ok } from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { NO_REGISTER, ProgramClaims } from "../../../provider/lifecycle/programClaims";
import { claimHash, claimHeading, claimScope } from "../../../provider/model/claimHash";
import { writeClaim } from "../../../provider/model/claimLine";
import { sweepClaimsFolder } from "../../../provider/model/claimsFolder";
import { parseMoment } from "../../../provider/model/moment";

const RESOURCE = "UserSuspensionSet";
const urnOf = (name: string): string => `urn:pulumi:dev::people::type::${name}`;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "claims-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file as a program writes it: who is listed by each resource. */
async function write(path: string, listed: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const salt = basename(path);
  const lines = Object.entries(listed).flatMap(([name, users]) => [
    claimHeading(salt, urnOf(name), {
      scope: claimScope(salt, { resource: RESOURCE, accountId: "a" }),
      waits: false,
      exclusive: false,
      aliases: [],
    }),
    ...users.map((user) => claimHash(salt, { resource: RESOURCE, accountId: "a", user })),
  ]);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

describe("the claims of a program", () => {
  it("are those of resources that were not checked yet, of one kind and account", async () => {
    await inFolder(async (folder) => {
      const claims = new ProgramClaims(NO_REGISTER);
      claims.note(await write(join(folder, "salt"), { one: ["ana"], two: ["eve"] }));
      const listers = (resource: string, accountId: string, names: string[], checked: string[]): string[] =>
        [...claims.listers(resource, accountId, { names, moment: 0 }, checked.map(urnOf))].map(({ name }) => name);
      deepEqual(listers(RESOURCE, "a", ["ana"], []), ["one"]);
      deepEqual(listers(RESOURCE, "a", ["nobody", "eve"], []), ["two"]);
      deepEqual(listers(RESOURCE, "a", ["ana"], ["one"]), []);
      deepEqual(listers(RESOURCE, "a", ["eve"], ["one"]), ["two"]);
      deepEqual(listers(RESOURCE, "b", ["ana"], []), []);
      deepEqual(listers("UserLicenseAssignment", "a", ["ana"], []), []);
    });
  });

  it("are looked at for no user where all resources of the kind and account were checked", async () => {
    await inFolder(async (folder) => {
      const claims = new ProgramClaims(NO_REGISTER);
      claims.note(await write(join(folder, "salt"), { one: ["ana"], two: ["eve"] }));
      let looks = 0;
      const names = new Proxy(["ana"], {
        get(all, property) {
          looks += 1;
          return Reflect.get(all, property);
        },
      });
      const looksWith = (accountId: string, ...checked: string[]): number => {
        looks = 0;
        Array.from(claims.listers(RESOURCE, accountId, { names, moment: 0 }, checked.map(urnOf)));
        return looks;
      };
      deepEqual([looksWith("a", "one", "two"), looksWith("b")], [0, 0]);
      ok(looksWith("a", "one") > 0);
    });
  });

  it("are those alone whose entries count at the moment", async () => {
    await inFolder(async (folder) => {
      const claims = new ProgramClaims(NO_REGISTER);
      const hash = (user: string): string => claimHash("salt", { resource: RESOURCE, accountId: "a", user });
      const lines = [
        claimHeading("salt", urnOf("one"), {
          scope: claimScope("salt", { resource: RESOURCE, accountId: "a" }),
          waits: false,
          exclusive: false,
          aliases: [],
        }),
        writeClaim(hash("ana"), { from: "2026-12-01", until: "2026-12-24T12:00:00+01:00" }),
        writeClaim(hash("bob"), { until: "2026-12-01", reason: "left" }),
        writeClaim(hash("eve"), { reason: "left" }),
      ];
      await writeFile(join(folder, "salt"), `${lines.join("\n")}\n`);
      claims.note(join(folder, "salt"));
      const at = (text: string): string[] => {
        const moment = parseMoment(text) ?? Number.NaN;
        const isListed = (user: string): boolean =>
          [...claims.listers(RESOURCE, "a", { names: [user], moment })].length > 0;
        return ["ana", "bob", "eve"].filter(isListed);
      };
      deepEqual(at("2026-11-30T23:59:59.999Z"), ["bob", "eve"]);
      deepEqual(at("2026-12-01"), ["ana", "eve"]);
      deepEqual(at("2026-12-24T10:59:59.999Z"), ["ana", "eve"]);
      deepEqual(at("2026-12-24T11:00:00Z"), ["eve"]);
    });
  });

  it("are known from other processes of the run, and where a file grows", async () => {
    await inFolder(async (folder) => {
      const path = await write(join(folder, "salt"), { one: ["ana"] });
      const claims = new ProgramClaims({ ...NO_REGISTER, others: () => [path, join(folder, "gone")] });
      const listers = (): string[] =>
        [...claims.listers(RESOURCE, "a", { names: ["eve"], moment: 0 })].map(({ name }) => name);
      deepEqual(listers(), []);
      await write(path, { one: ["ana"], "a b": ["eve"] });
      await new Promise((resolve) => setImmediate(resolve));
      deepEqual(listers(), ["a b"]);
    });
  });

  it("are known from the program itself to a deletion of what it does not declare, and not to one of what it declares", async () => {
    await inFolder(async (folder) => {
      const path = await write(join(folder, "salt"), { one: ["ana"] });
      const claims = new ProgramClaims({ ...NO_REGISTER, written: () => [path] });
      const listersFor = (deleted?: string): string[] =>
        [...claims.listers(RESOURCE, "a", { names: ["ana"], moment: 0, deleted })].map(({ name }) => name);
      deepEqual(listersFor(), []);
      deepEqual(listersFor(urnOf("gone")), ["one"]);
      deepEqual(listersFor(urnOf("one")), [], "destroy --run-program");
      deepEqual([claims.declares(urnOf("one")), claims.declares(urnOf("gone"))], [true, false]);
      await new Promise((resolve) => setImmediate(resolve));
      claims.note(path);
      deepEqual(listersFor(urnOf("one")), ["one"], "the engine has asked about it: it is replaced");
    });
  });

  it("leave nothing behind for longer than a day, and take nothing away that is not theirs", async () => {
    await inFolder(async (folder) => {
      const names = [
        "AAAAAAAAAAAAAAAA",
        "run-0123456789abcdef-12",
        "moment-0123456789abcdef-12",
        "notes.txt",
        "pulumi-chime-users-0.1.0.tgz",
      ];
      for (const name of [...names, "BBBBBBBBBBBBBBBB"]) await writeFile(join(folder, name), "");
      const old = new Date(Date.now() - 2 * 24 * 60 * 60_000);
      for (const name of names) await utimes(join(folder, name), old, old);
      sweepClaimsFolder(folder, "BBBBBBBBBBBBBBBB");
      deepEqual((await readdir(folder)).sort(), ["BBBBBBBBBBBBBBBB", "notes.txt", "pulumi-chime-users-0.1.0.tgz"]);
    });
  });
});
