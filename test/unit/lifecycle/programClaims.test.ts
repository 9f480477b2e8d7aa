import { deepEqual } from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ProgramClaims } from "../../../provider/lifecycle/programClaims";
import { claimHash, claimHeading } from "../../../provider/model/claimHash";
import { sweepClaimsFolder } from "../../../provider/model/claimsFolder";

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
    claimHeading(salt, urnOf(name)),
    ...users.map((user) => claimHash(salt, { resource: RESOURCE, accountId: "a", user })),
  ]);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

describe("the claims of a program", () => {
  it("are those of resources that were not checked yet, of one kind and account", async () => {
    await inFolder(async (folder) => {
      const claims = new ProgramClaims({ add: () => undefined, others: () => [] });
      claims.note(await write(join(folder, "salt"), { one: ["ana"], two: ["eve"] }));
      const listers = (resource: string, accountId: string, names: string[], checked: string[]): string[] => [
        ...claims.listers(resource, accountId, names, checked.map(urnOf)),
      ];
      deepEqual(listers(RESOURCE, "a", ["ana"], []), ["one"]);
      deepEqual(listers(RESOURCE, "a", ["nobody", "eve"], []), ["two"]);
      deepEqual(listers(RESOURCE, "a", ["ana"], ["one"]), []);
      deepEqual(listers(RESOURCE, "a", ["eve"], ["one"]), ["two"]);
      deepEqual(listers(RESOURCE, "b", ["ana"], []), []);
      deepEqual(listers("UserLicenseAssignment", "a", ["ana"], []), []);
    });
  });

  it("are known from other processes of the run, and where a file grows", async () => {
    await inFolder(async (folder) => {
      const path = await write(join(folder, "salt"), { one: ["ana"] });
      const claims = new ProgramClaims({ add: () => undefined, others: () => [path, join(folder, "gone")] });
      const listers = (): string[] => [...claims.listers(RESOURCE, "a", ["eve"], [])];
      deepEqual(listers(), []);
      await write(path, { one: ["ana"], "a b": ["eve"] });
      await new Promise((resolve) => setImmediate(resolve));
      deepEqual(listers(), ["a b"]);
    });
  });

  it("leave nothing behind for longer than a day, and take nothing away that is not theirs", async () => {
    await inFolder(async (folder) => {
      const names = ["AAAAAAAAAAAAAAAA", "run-0123456789abcdef-12", "notes.txt", "pulumi-chime-users-0.1.0.tgz"];
      for (const name of [...names, "BBBBBBBBBBBBBBBB"]) await writeFile(join(folder, name), "");
      const old = new Date(Date.now() - 2 * 24 * 60 * 60_000);
      for (const name of names) await utimes(join(folder, name), old, old);
      sweepClaimsFolder(folder, "BBBBBBBBBBBBBBBB");
      deepEqual((await readdir(folder)).sort(), ["BBBBBBBBBBBBBBBB", "notes.txt", "pulumi-chime-users-0.1.0.tgz"]);
    });
  });
});
