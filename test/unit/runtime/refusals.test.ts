import { deepEqual, equal } from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusedFileOf } from "../../../provider/model/refused";
import { Refusals } from "../../../provider/runtime/dynamic/refusals";

const URN = "urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::leavers";

describe("what is refused in a preview", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "refusals-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function refusalsIn(run: Readonly<Record<string, unknown>>): { refusals: Refusals; told: string[] } {
    const told: string[] = [];
    const refusals = new Refusals((text, urn) => told.push(`${urn}: ${text}`));
    refusals.noteRun(run);
    return { refusals, told };
  }

  it("is told beside its resource and noted for the program to fail by", () => {
    const claims = join(folder, "claims");
    const { refusals, told } = refusalsIn({ __preview: true, __claims: claims });
    equal(refusals.take(URN, []), false, "nothing stands against it");
    equal(refusals.take(URN, ["no", "never"]), true);
    deepEqual(told, [`${URN}: no`, `${URN}: never`]);
    equal(readFileSync(refusedFileOf(claims), "utf8"), `${URN}\n`);
    deepEqual([refusals.has(URN), refusals.has(`${URN}2`), refusals.has(undefined)], [true, false, false]);
  });

  for (const [name, run, urn] of [
    ["in an up", { __claims: "claims" }, URN],
    ["where the program has no file", { __preview: true }, URN],
    ["where the file can't be written", { __preview: true, __claims: "nowhere/claims" }, URN],
    ["where it is not told which resource it is", { __preview: true, __claims: "claims" }, undefined],
  ] as const) {
    it(`is left to the engine to fail by ${name}`, () => {
      const { __claims, ...more } = { __claims: undefined, ...run };
      const { refusals, told } = refusalsIn({ ...more, ...(__claims ? { __claims: join(folder, __claims) } : {}) });
      equal(refusals.take(urn, ["no"]), false);
      deepEqual(told, []);
      equal(refusals.has(urn), false);
    });
  }
});
