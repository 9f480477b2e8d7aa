import * as pulumi from "@pulumi/pulumi";
import { ACTIVE } from "../../model/standing";
import type { UserFailure } from "../../model/userFailure";
import { failuresOf, nextChangeOf } from "../outputs";
import type { UserSuspensionSetArgs } from "../userSuspensionSet";
import { outputsOf } from "./outputs";
import { registrationOf } from "./registration";

/**
 * The listed users of an Amazon Chime account are suspended: signed out everywhere, and not able to sign in.
 *
 * Users who are not listed are not touched, unless `exclusive`. Only users whose state differs are written, 50 in a
 * call of BatchSuspendUser or BatchUnsuspendUser. Deleting the resource unsuspends those that it suspended itself.
 * A resource of `pulumi-chime-users` that a stack has under this name is taken over as it is.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchSuspendUser.html}
 *
 * Wrong arguments and guards fail a preview, and again before anything is written. Users that could not be changed
 * fail `pulumi up`, once the others are done and in the state.
 *
 * @example
 * ```ts
 * import { UserSuspensionSet } from "pulumi-chime-users/native";
 *
 * new UserSuspensionSet("leavers", {
 *   accountId: "d8a2c1f0-5b7e-4c39-9a64-0e1f2b3c4d5e",
 *   users: ["ana.silva@example.com", "tom.baker@example.com"],
 *   maxChanges: 25,
 * });
 * ```
 * @public
 */
export class UserSuspensionSet extends pulumi.CustomResource {
  /** The ID of the Chime account. */
  declare readonly accountId: pulumi.Output<string>;
  /** Users that could not be changed in the last run; empty when all went well. `pulumi up` fails while it is not. */
  declare readonly failures: pulumi.Output<readonly UserFailure[]>;
  /** When the next entry begins or ends, such as `2026-12-01T00:00:00.000Z`; undefined where none does. For whoever schedules runs. */
  declare readonly nextChange: pulumi.Output<string | undefined>;
  /** The user ID of each user of the set that the account has, by the name that the program gives the user. */
  declare readonly userIds: pulumi.Output<Record<string, string>>;
  /** Listed users that the account does not have; only with `missingUsers: "warn"`. Sorted. */
  declare readonly missingUsers: pulumi.Output<string[]>;
  /** The user ID of each user that this resource suspended itself; the others were found suspended. */
  readonly suspendedHere: pulumi.Output<Record<string, string>>;

  /**
   * @param name Names the resource in the stack; messages call it so.
   * @param args See {@link UserSuspensionSetArgs}. Wrong ones fail at preview, naming the argument.
   * @param opts Pulumi's resource options; `provider` takes a {@link Provider} of `pulumi-chime-users/native`.
   * {@link https://www.pulumi.com/docs/iac/concepts/resources/options/}
   */
  constructor(name: string, args: UserSuspensionSetArgs, opts?: pulumi.CustomResourceOptions) {
    const registration = registrationOf("UserSuspensionSet", name, args, opts);
    super(registration.type, name, registration.props, registration.opts);
    const { userIds, missingUsers, previous } = outputsOf(this);
    this.userIds = userIds;
    this.nextChange = nextChangeOf(this);
    this.failures = failuresOf(this);
    this.missingUsers = missingUsers;
    this.suspendedHere = pulumi
      .all([userIds, previous])
      .apply(([ids, was]) => Object.fromEntries(Object.entries(ids).filter(([user]) => was[user] === ACTIVE)));
  }
}
