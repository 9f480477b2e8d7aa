import { deepEqual } from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { UserLicenseAssignment, UserSuspensionSet } from "../../../provider/resources/native";
import { registrationOf } from "../../../provider/resources/native/registration";

function mockPulumi(state: Record<string, unknown>): void {
  void pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: { ...inputs, ...state } }), call: () => ({}) },
    "people",
    "dev",
    false,
  );
}

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("a class of the native provider", () => {
  it("has the outputs that the state has: a suspension set", async () => {
    mockPulumi({ userIds: { a: "id-a", b: "id-b" }, before: { most: "active" }, missingUsers: ["c"] });
    const set = new UserSuspensionSet("leavers", { accountId: "acc", users: ["a", "b", "c"] });
    deepEqual(await settled(set.userIds), { a: "id-a", b: "id-b" });
    deepEqual(await settled(set.suspendedHere), { a: "id-a", b: "id-b" });
    deepEqual(await settled(set.missingUsers), ["c"]);
    deepEqual(await settled(set.failures), []);
  });

  it("has the outputs that the state has: a license assignment", async () => {
    mockPulumi({ userIds: { a: "id-a" }, before: { most: "Basic" } });
    const assignment = new UserLicenseAssignment("licenses", { accountId: "acc", licenses: { a: "Pro" } });
    deepEqual(await settled(assignment.userIds), { a: "id-a" });
    deepEqual(await settled(assignment.previousLicenses), { a: "Basic" });
  });

  it("takes a dynamic resource over under its old name, too", () => {
    const type = "pulumi-nodejs:dynamic/chime:UserSuspensionSet";
    const { opts } = registrationOf("UserSuspensionSet", "leavers", {}, { aliases: [{ name: "people" }, "urn:x"] });
    deepEqual(opts?.aliases, [{ type }, { name: "people", type }, { name: "people" }, "urn:x"]);
  });
});
