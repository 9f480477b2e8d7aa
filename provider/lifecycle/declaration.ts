import type { UserKey } from "../model/userKey";
import type { Settings } from "./arguments/settings";
import type { Times } from "./schedule/schedule";

/**
 * What both resources let a program say, after checking. `accountId` is empty while another resource has still to
 * produce it (see `unknowns`).
 */
export interface Declaration extends Settings, Times {
  /** Every listed user that is known and whose entry counts now, and what the user is to have. */
  readonly desired: ReadonlyMap<UserKey, string>;
  /**
   * Whether `desired` is the state's own, since the program ignores changes of it (`ignoreChanges`): whoever was seen to be
   * otherwise is left so.
   */
  readonly ignored?: boolean;
  /** Whether nobody is listed since the resource is deleted. */
  readonly isDeleted?: boolean;
  /** Listed users that, or whose license or time, are not known before `pulumi up`. */
  readonly unknownUsers: readonly UserKey[];
  /** The arguments that are not known, or not wholly, before `pulumi up`. */
  readonly unknowns: readonly string[];
}
