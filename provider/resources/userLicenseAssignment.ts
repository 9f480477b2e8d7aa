import * as pulumi from "@pulumi/pulumi";
import type { LicenseType } from "../model/licenseType";
import { PREEXISTING } from "../model/standing";
import type { UserFailure } from "../model/userFailure";
import type { EntryTime } from "./entry";
import { failOnFailures, failuresOf, nextChangeOf, pickUsers, usersOf } from "./outputs";
import { failOnRefusals } from "./refusals";
import { registrationOf } from "./registration";
import { refuseUntoldSecrets } from "./secrecy";

/** A license that is given for a time, or for a reason. @public */
export interface LicenseEntry extends EntryTime {
  /** The license that the user is to have in that time. */
  license: pulumi.Input<LicenseType>;
}

/** The arguments of a {@link UserLicenseAssignment}. @public */
export interface UserLicenseAssignmentArgs {
  /** The ID of the Chime account. A change replaces the resource: the old account is restored, the new one done. */
  accountId: pulumi.Input<string>;
  /**
   * The license that each user is to have, alone or with a time and a reason. The key is a user ID or a primary email address (anything with `@`,
   * letter case means nothing). Two keys that are one person fail, naming both; so does, at preview, a license that
   * the account does not support.
   */
  licenses: pulumi.Input<Readonly<Record<string, pulumi.Input<LicenseType | LicenseEntry>>>>;
  /**
   * What happens to a user that leaves the map, and to all of them when the resource is deleted, as long as the user
   * still has the license set here. `restore`: the license from before this resource first set one. `retain`:
   * nothing. A license: that one. What stands in the program at the time counts.
   * @default "restore"
   */
  onRemoval?: pulumi.Input<"restore" | "retain" | LicenseType>;
  /** Users whose license is never changed, by ID or address; listing one in `licenses` fails at preview. @default [] */
  protectedUsers?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /**
   * The most changes of one create or update, leaving users included: a whole number of users (0: nothing may
   * change) or a share of the account's users such as `"2.5%"`, rounded down. More fail before the first write.
   * `pulumi destroy` is not limited by it.
   * @default no limit
   */
  maxChanges?: pulumi.Input<number | `${number}%`>;
  /** Whether a listed user that the account does not have fails, at preview too, or is only told. @default "fail" */
  missingUsers?: pulumi.Input<"fail" | "warn">;
}

/**
 * Each listed user of an Amazon Chime account holds the license that stands beside the user.
 *
 * Users who are not listed are not touched. Only users whose license differs are written, 20 in a call of
 * BatchUpdateUser. Deleting the resource gives back what each user had before.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUpdateUser.html}
 *
 * Wrong arguments and guards fail a preview, and again before anything is written. Users that could not
 * be changed end `pulumi up` with a {@link UsersFailedError}, once the others are done and in the state.
 *
 * @example
 * ```ts
 * import { UserLicenseAssignment } from "pulumi-chime-users";
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
  readonly userIds: pulumi.Output<Record<string, string>>;
  /** The license that each user had before this resource first set one; the same as now where it never had to. */
  readonly previousLicenses: pulumi.Output<Record<string, string>>;
  /** Listed users that the account does not have; only with `missingUsers: "warn"`. Sorted. */
  readonly missingUsers: pulumi.Output<string[]>;

  /**
   * @param name Names the resource in the stack; messages call it so.
   * @param args See {@link UserLicenseAssignmentArgs}. Wrong ones fail at preview, naming the argument.
   * @param opts Pulumi's resource options; `provider` takes a {@link Provider}.
   * {@link https://www.pulumi.com/docs/iac/concepts/resources/options/}
   */
  constructor(name: string, args: UserLicenseAssignmentArgs, opts?: pulumi.CustomResourceOptions) {
    const registration = registrationOf("UserLicenseAssignment", name, withVisibleEntries(args), opts);
    super(registration.type, name, registration.props, registration.opts);
    failOnRefusals(this);
    const { holdings, userIds, missingUsers } = usersOf(this);
    this.userIds = userIds;
    this.previousLicenses = holdings.apply((raw) =>
      pickUsers(raw, (value, before) => (before === PREEXISTING ? value : before)),
    );
    this.missingUsers = missingUsers;
    refuseUntoldSecrets("UserLicenseAssignment", name, this);
    this.nextChange = nextChangeOf(this);
    this.failures = failuresOf(this);
    failOnFailures("UserLicenseAssignment", name, this.failures, this);
  }
}

/** Whether an entry of a map would be lost on the way to the provider, and nobody would be told. */
function isLost([user, license]: readonly [string, unknown]): boolean {
  return user === "__proto__" || license === undefined;
}

/**
 * Pulumi drops an `undefined` license, by which the user would count as not listed any more, and JavaScript objects, of
 * which it makes its maps, can't take `__proto__` as a key. As `null`, and with a space behind it, they arrive at the
 * provider, and are refused there.
 */
export function withVisibleEntries(args: UserLicenseAssignmentArgs): UserLicenseAssignmentArgs {
  const licenses: unknown = args?.licenses;
  if (typeof licenses !== "object" || licenses === null || pulumi.Output.isInstance(licenses)) return args;
  const entries = Object.entries(licenses);
  if (!entries.some(isLost)) return args;
  const visible = entries.map(([user, license]) => [user === "__proto__" ? "__proto__ " : user, license ?? null]);
  return { ...args, licenses: Object.fromEntries(visible) };
}
