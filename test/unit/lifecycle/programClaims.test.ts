import { deepEqual, equal } from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ProgramClaims } from "../../../provider/lifecycle/programClaims";
import { claimHash, claimHead } from "../../../provider/model/claimHash";
import { writeClaim } from "../../../provider/model/claimLine";
import { sweepClaimsFolder } from "../../../provider/model/claimsFolder";
import { parseMoment } from "../../../provider/model/moment";

const RESOURCE = "UserSuspensionSet";

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
  const lines = Object.entries(listed).flatMap(([urn, users]) => [
    claimHead(salt, urn),
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
      equal(claims.lists(RESOURCE, "a", { names: ["ana"], moment: 0, checked: [] }), true);
      equal(claims.lists(RESOURCE, "a", { names: ["nobody", "eve"], moment: 0, checked: [] }), true);
      equal(claims.lists(RESOURCE, "a", { names: ["ana"], moment: 0, checked: ["one"] }), false);
      equal(claims.lists(RESOURCE, "a", { names: ["eve"], moment: 0, checked: ["one"] }), true);
      equal(claims.lists(RESOURCE, "b", { names: ["ana"], moment: 0, checked: [] }), false);
      equal(claims.lists("UserLicenseAssignment", "a", { names: ["ana"], moment: 0, checked: [] }), false);
    });
  });

  it("are those alone whose entries count at the moment", async () => {
    await inFolder(async (folder) => {
      const claims = new ProgramClaims({ add: () => undefined, others: () => [] });
      const hash = (user: string): string => claimHash("salt", { resource: RESOURCE, accountId: "a", user });
      const lines = [
        claimHead("salt", "one"),
        writeClaim(hash("ana"), { from: "2026-12-01", until: "2026-12-24T12:00:00+01:00" }),
        writeClaim(hash("bob"), { until: "2026-12-01", reason: "left" }),
        writeClaim(hash("eve"), { reason: "left" }),
      ];
      await writeFile(join(folder, "salt"), `${lines.join("\n")}\n`);
      claims.note(join(folder, "salt"));
      const at = (text: string): string[] => {
        const moment = parseMoment(text) ?? Number.NaN;
        const isListed = (user: string): boolean => claims.lists(RESOURCE, "a", { names: [user], moment, checked: [] });
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
      const claims = new ProgramClaims({ add: () => undefined, others: () => [path, join(folder, "gone")] });
      equal(claims.lists(RESOURCE, "a", { names: ["eve"], moment: 0, checked: [] }), false);
      await write(path, { one: ["ana"], two: ["eve"] });
      await new Promise((resolve) => setImmediate(resolve));
      equal(claims.lists(RESOURCE, "a", { names: ["eve"], moment: 0, checked: [] }), true);
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
