import { deepEqual, equal } from "node:assert/strict";
import * as api from "pulumi-chime-users";
import * as testing from "pulumi-chime-users/testing";

describe("the package's names", () => {
  it("at its root are these and no others", () => {
    deepEqual(Object.keys(api).sort(), [
      "ApiError",
      "ChimeUsersError",
      "CredentialsError",
      "GuardError",
      "InputError",
      "LicenseType",
      "Provider",
      "TransportError",
      "UserLicenseAssignment",
      "UserSuspensionSet",
      "UsersFailedError",
    ]);
  });

  it("for tests include the local server", () => {
    equal(typeof testing.startChimeServer, "function");
  });

  it("know every license of the service", () => {
    deepEqual(Object.values(api.LicenseType), ["Basic", "Plus", "Pro", "ProTrial"]);
  });

  it("recognize errors of another copy of the package by their brand", () => {
    const other = Object.defineProperty(new Error("x"), Symbol.for("pulumi-chime-users.error"), { value: true });
    equal(api.ChimeUsersError.isInstance(other), true);
    equal(api.ChimeUsersError.isInstance(new Error("x")), false);
    equal(api.ApiError.isInstance(other), false);
  });
});
