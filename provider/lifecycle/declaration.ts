import type { UserKey } from "../model/userKey";

/** What both resources let a program say, after checking, with the defaults filled in. */
export interface Declaration {
  /** Empty while another resource has still to produce it (see `unknowns`). */
  readonly accountId: string;
  /** Every listed user that is known, and what the user is to have. */
  readonly desired: ReadonlyMap<UserKey, string>;
  /** Listed users that, or whose license, are not known before `pulumi up`. */
  readonly unknownUsers: readonly UserKey[];
  /** The arguments that are not known, or not wholly, before `pulumi up`. */
  readonly unknowns: readonly string[];
  readonly exclusive: boolean;
  readonly onRemoval: string;
  readonly protectedUsers: ReadonlySet<UserKey>;
  readonly maxChanges?: number | string;
  readonly missingUsers: "fail" | "warn";
  readonly teamAccount: "refuse" | "disassociate";
  /** The arguments that the program has marked secret: no message names what is in them. */
  readonly secretArguments: readonly string[];
  /** The resource's URN, for messages that name it. */
  readonly urn?: string;
}

/** The arguments that a program may leave out, and what they are then. */
export const DEFAULTS = {
  exclusive: false,
  onRemoval: "restore",
  missingUsers: "fail",
  teamAccount: "refuse",
} as const;
