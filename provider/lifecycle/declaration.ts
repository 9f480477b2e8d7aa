import type { UserKey } from "../model/userKey";
import type { Settings } from "./arguments/settings";

/**
 * What both resources let a program say, after checking. `accountId` is empty while another resource has still to
 * produce it (see `unknowns`).
 */
export interface Declaration extends Settings {
  /** Every listed user that is known, and what the user is to have. */
  readonly desired: ReadonlyMap<UserKey, string>;
  /**
   * Whether `desired` is the state's own, since the program ignores changes of it (`ignoreChanges`): whoever was seen to be
   * otherwise is left so.
   */
  readonly ignored?: boolean;
  /** Listed users that, or whose license, are not known before `pulumi up`. */
  readonly unknownUsers: readonly UserKey[];
  /** The arguments that are not known, or not wholly, before `pulumi up`. */
  readonly unknowns: readonly string[];
}
