import type * as pulumi from "@pulumi/pulumi";

/**
 * When an entry counts, and why. Outside its time it is as if it were not there: a user whose entry has ended goes the way of
 * `onRemoval`, and one whose entry has not begun is let be. Guards hold for it all the same; `missingUsers` and
 * `maxChanges` look at those alone whose entry counts.
 *
 * A moment is an ISO 8601 day such as `2026-12-01`, which stands for its beginning in UTC, or an instant with its
 * offset such as `2026-12-01T08:00:00+01:00`. Others, and an `until` that is not after `from`, fail at preview. A run counts for the
 * moment it takes place: something has to run `pulumi up` then, `nextChange` tells when. @public
 */
export interface EntryTime {
  /** The moment from which on the entry counts. @default always */
  from?: pulumi.Input<string | undefined>;
  /** The moment up to which the entry counts; at that moment it does not any more. @default for ever */
  until?: pulumi.Input<string | undefined>;
  /** Why, for people: it stands beside the user in previews and reports. At most 500 characters. @default none */
  reason?: pulumi.Input<string | undefined>;
}
