import * as pulumi from "@pulumi/pulumi";
import type { LicenseType } from "../../model/licenseType";
import { PREEXISTING } from "../../model/standing";
import type { UserFailure } from "../../model/userFailure";
import { toUserKey } from "../../model/userKey";
import { failuresOf, nextChangeOf } from "../outputs";
import { type UserLicenseAssignmentArgs, withVisibleEntries } from "../userLicenseAssignment";
import { outputsOf } from "./outputs";
import { registrationOf } from "./registration";

/** The license of an entry, which may be an object with a time and a reason beside it. */
function licenseOf(entry: LicenseType | { readonly license: LicenseType }): LicenseType {
  return typeof entry === "object" ? entry.license : entry;
}

/**
 * Each listed user of an Amazon Chime account holds the license that stands beside the user.
 *
 * Users who are not listed are not touched. Only users whose license differs are written, 20 in a call of
 * BatchUpdateUser. Deleting the resource gives back what each user had before. A resource of
 * `pulumi-chime-users` that a stack has under this name is taken over as it is.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUpdateUser.html}
 *
 * Wrong arguments and guards fail a preview, and again before anything is written. Users that could not be changed
 * fail `pulumi up`, once the others are done and in the state.
 *
 * @example
 * ```ts
 * import { UserLicenseAssignment } from "pulumi-chime-users/native";
 *
 * new UserLicenseAssignment("hosts", {
 *   accountId: "d8a2c1f0-5b7e-4c39-9a64-0e1f2b3c4d5e",
 *   licenses: { "ana.silva@example.com": "Pro", "tom.baker@example.com": "Basic" },
 * });
 * ```
 * @public
 */
export class UserLicenseAssignment extends pulumi.CustomResource {
  /** The ID of the Chime account. */
  declare readonly accountId: pulumi.Output<string>;
  /** Users that could not be changed in the last run; empty when all went well. `pulumi up` fails while it is not. */
  declare readonly failures: pulumi.Output<readonly UserFailure[]>;
  /** When the next entry begins or ends, such as `2026-12-01T00:00:00.000Z`; undefined where none does. For whoever schedules runs. */
  declare readonly nextChange: pulumi.Output<string | undefined>;
  /** The user ID of each listed user that the account has, by the name that the program gives the user. */
  declare readonly userIds: pulumi.Output<Record<string, string>>;
  /** Listed users that the account does not have; only with `missingUsers: "warn"`. Sorted. */
  declare readonly missingUsers: pulumi.Output<string[]>;
  /** The license that each user had before this resource first set one; the same as now where it never had to. */
  readonly previousLicenses: pulumi.Output<Record<string, string>>;

  /**
   * @param name Names the resource in the stack; messages call it so.
   * @param args See {@link UserLicenseAssignmentArgs}. Wrong ones fail at preview, naming the argument.
   * @param opts Pulumi's resource options; `provider` takes a {@link Provider} of `pulumi-chime-users/native`.
   * {@link https://www.pulumi.com/docs/iac/concepts/resources/options/}
   */
  constructor(name: string, args: UserLicenseAssignmentArgs, opts?: pulumi.CustomResourceOptions) {
    const registration = registrationOf("UserLicenseAssignment", name, withVisibleEntries(args), opts);
    super(registration.type, name, registration.props, registration.opts);
    const { userIds, missingUsers, previous } = outputsOf(this);
    this.userIds = userIds;
    this.nextChange = nextChangeOf(this);
    this.failures = failuresOf(this);
    this.missingUsers = missingUsers;
    this.previousLicenses = pulumi.all([previous, args?.licenses]).apply(([was, now]) => {
      const declared = new Map(Object.entries(now ?? {}).map(([user, entry]) => [toUserKey(user), licenseOf(entry)]));
      const found = (user: string): string => declared.get(user) ?? PREEXISTING;
      return Object.fromEntries(
        Object.entries(was).map(([user, had]) => [user, had === PREEXISTING ? found(user) : had]),
      );
    });
  }
}
