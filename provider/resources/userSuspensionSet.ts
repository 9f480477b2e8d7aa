import * as pulumi from "@pulumi/pulumi";
import { ACTIVE } from "../model/standing";
import type { UserFailure } from "../model/userFailure";
import type { EntryTime } from "./entry";
import { failOnFailures, failuresOf, nextChangeOf, pickUsers, usersOf } from "./outputs";
import { failOnRefusals } from "./refusals";
import { registrationOf } from "./registration";
import { refuseUntoldSecrets } from "./secrecy";

/** A user who is to be suspended for a time, or for a reason. @public */
export interface SuspensionEntry extends EntryTime {
  /** A user ID or a primary email address. */
  user: pulumi.Input<string>;
}

/** The arguments of a {@link UserSuspensionSet}. @public */
export interface UserSuspensionSetArgs {
  /** The ID of the Chime account. A change replaces the resource: the old account is restored, the new one done. */
  accountId: pulumi.Input<string>;
  /**
   * Users to keep suspended, each a user ID or a primary email address (anything with `@`, letter case means
   * nothing), or such a user with a time and a reason. An empty list suspends nobody. Order means nothing. Two entries that are
   * one person fail, naming both, whenever each of them counts.
   */
  users: pulumi.Input<readonly pulumi.Input<string | SuspensionEntry>[]>;
  /**
   * True: the list is the whole truth, and any other suspended user of the account is unsuspended, protected or not. Whom a set with
   * another provider lists stays suspended. Deleting the set suspends nobody again whom it has let in.
   * @default false
   */
  exclusive?: pulumi.Input<boolean>;
  /**
   * What happens to a user that leaves the list, and to all of them when the resource is deleted. `restore`:
   * unsuspend those that this resource suspended, leave those it found suspended. `unsuspend`: all of them.
   * `retain`: leave them suspended. What stands in the program at the time counts.
   * @default "restore"
   */
  onRemoval?: pulumi.Input<"restore" | "unsuspend" | "retain">;
  /**
   * Users who are never suspended, by ID or address; listing one in `users` fails at preview. Unsuspending one is
   * no harm and is not prevented.
   * @default []
   */
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
  /**
   * Suspending on a Team account removes the user from the account, which only an invitation that the user accepts
   * undoes. `refuse`: fail and say so. `disassociate`: go on; leaving the set (unless `retain`) invites again.
   * @default "refuse"
   */
  teamAccount?: pulumi.Input<"refuse" | "disassociate">;
}

/**
 * The listed users of an Amazon Chime account are suspended: signed out everywhere, and not able to sign in.
 *
 * Users who are not listed are not touched, unless `exclusive`. Only users whose state differs are written, 50 in a
 * call of BatchSuspendUser or BatchUnsuspendUser. Deleting the resource unsuspends those that it suspended itself.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchSuspendUser.html}
 *
 * Wrong arguments and guards fail a preview, and again before anything is written. Users that could not
 * be changed end `pulumi up` with a {@link UsersFailedError}, once the others are done and in the state.
 *
 * @example
 * ```ts
 * import { UserSuspensionSet } from "pulumi-chime-users";
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
  readonly userIds: pulumi.Output<Record<string, string>>;
  /** The user ID of each user that this resource suspended itself; the others were found suspended. */
  readonly suspendedHere: pulumi.Output<Record<string, string>>;
  /** Listed users that the account does not have; only with `missingUsers: "warn"`. Sorted. */
  readonly missingUsers: pulumi.Output<string[]>;

  /**
   * @param name Names the resource in the stack; messages call it so.
   * @param args See {@link UserSuspensionSetArgs}. Wrong ones fail at preview, naming the argument.
   * @param opts Pulumi's resource options; `provider` takes a {@link Provider}.
   * {@link https://www.pulumi.com/docs/iac/concepts/resources/options/}
   */
  constructor(name: string, args: UserSuspensionSetArgs, opts?: pulumi.CustomResourceOptions) {
    const registration = registrationOf("UserSuspensionSet", name, args, opts);
    super(registration.type, name, registration.props, registration.opts);
    failOnRefusals(this);
    const { holdings, userIds, missingUsers } = usersOf(this);
    this.userIds = userIds;
    this.suspendedHere = holdings.apply((raw) =>
      pickUsers(raw, (_value, before, userId) => (before === ACTIVE ? userId : undefined)),
    );
    this.missingUsers = missingUsers;
    refuseUntoldSecrets("UserSuspensionSet", name, this);
    this.nextChange = nextChangeOf(this);
    this.failures = failuresOf(this);
    failOnFailures("UserSuspensionSet", name, this.failures, this);
  }
}
