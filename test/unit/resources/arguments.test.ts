import { deepEqual } from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { ProviderArgs, UserLicenseAssignmentArgs, UserSuspensionSetArgs } from "pulumi-chime-users";
import type { ArgumentNameOf, NamingName } from "../../../provider/lifecycle/arguments/argumentNames";
import type { Words } from "../../../provider/lifecycle/arguments/shape";
import type {
  LICENSE_REMOVAL,
  MISSING_USERS,
  SUSPENSION_REMOVAL,
  TEAM_ACCOUNT,
} from "../../../provider/lifecycle/arguments/words";
import type { ResourceName } from "../../../provider/model/resourceName";
import type { SettingName } from "../../../provider/model/settingNames";
import type { NAMING } from "../../../provider/resources/secrecy";

/** True where both are the same names, else a type that has no `true`: then this file does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : { readonly tooMany: Exclude<A, B>; readonly missing: Exclude<B, A> };

/** The arguments of each class: without a line here for a resource this file does not compile. */
interface ArgumentsOf {
  readonly UserSuspensionSet: UserSuspensionSetArgs;
  readonly UserLicenseAssignment: UserLicenseAssignmentArgs;
}

/** The words that an argument of a class may be. */
type WordsOf<T> = pulumi.Unwrap<NonNullable<T>>;
type WordsIn<W extends Words> = W["words"][number];

describe("the arguments that a program is offered", () => {
  it("are those in the provider's table, each in a row of its own", () => {
    const classes: { [R in ResourceName]: Same<keyof ArgumentsOf[R], ArgumentNameOf<R>> } = {
      UserSuspensionSet: true,
      UserLicenseAssignment: true,
    };
    const naming: Same<(typeof NAMING)[number], NamingName> = true;
    deepEqual([...Object.values(classes), naming], [true, true, true]);
  });

  it("take the words that the table has", () => {
    const suspensions: Same<WordsOf<UserSuspensionSetArgs["onRemoval"]>, WordsIn<typeof SUSPENSION_REMOVAL>> = true;
    const licenses: Same<WordsOf<UserLicenseAssignmentArgs["onRemoval"]>, WordsIn<typeof LICENSE_REMOVAL>> = true;
    const missing: Same<WordsOf<UserSuspensionSetArgs["missingUsers"]>, WordsIn<typeof MISSING_USERS>> = true;
    const alike: Same<WordsOf<UserLicenseAssignmentArgs["missingUsers"]>, WordsIn<typeof MISSING_USERS>> = true;
    const team: Same<WordsOf<UserSuspensionSetArgs["teamAccount"]>, WordsIn<typeof TEAM_ACCOUNT>> = true;
    deepEqual([suspensions, licenses, missing, alike, team], Array(5).fill(true));
  });

  it("are, of a provider, its settings", () => {
    const settings: Same<keyof ProviderArgs, SettingName> = true;
    deepEqual(settings, true);
  });

  it("take what must not be changed, and no share that is none", () => {
    const users: readonly string[] = ["a"];
    const licenses: Readonly<Record<string, "Pro">> = { a: "Pro" };
    const set: UserSuspensionSetArgs = { accountId: "a", users, protectedUsers: users, maxChanges: "2.5%" };
    const map: UserLicenseAssignmentArgs = { accountId: "a", licenses, protectedUsers: users, maxChanges: 3 };
    // @ts-expect-error A text that is no share.
    const wrong: UserSuspensionSetArgs = { accountId: "a", users, maxChanges: "abc" };
    deepEqual([set.users, map.licenses, wrong.maxChanges], [users, licenses, "abc"]);
  });
});
