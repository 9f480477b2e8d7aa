import { deepEqual } from "node:assert/strict";
import type { UserLicenseAssignmentArgs, UserSuspensionSetArgs } from "pulumi-chime-users";
import type { ArgumentNameOf, NamingName } from "../../../provider/lifecycle/arguments/argumentNames";
import type { NAMING } from "../../../provider/resources/resource";

/** True where both are the same names, else a type that has no `true`: then this file does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : { readonly tooMany: Exclude<A, B>; readonly missing: Exclude<B, A> };

describe("the arguments that a program is offered", () => {
  it("are those in the provider's table, each in a row of its own", () => {
    const set: Same<keyof UserSuspensionSetArgs, ArgumentNameOf<"UserSuspensionSet">> = true;
    const map: Same<keyof UserLicenseAssignmentArgs, ArgumentNameOf<"UserLicenseAssignment">> = true;
    const naming: Same<(typeof NAMING)[number], NamingName> = true;
    deepEqual([set, map, naming], [true, true, true]);
  });
});
