import type { ListingName, ResourceName } from "../model/resourceName";
import type { UnchangedLabels } from "../plan/labels";
import type { KindRules } from "../plan/rules";
import type { Checked } from "./arguments/argumentsOf";
import type { Listing } from "./arguments/listings";

/** A resource as data: what differs between the resources outside of planning. */
export interface Kind {
  readonly resource: ResourceName;
  /** The argument that lists users. */
  readonly listing: ListingName;
  readonly listingForm: Listing;
  /** All arguments; one that is not here does not exist. */
  readonly arguments: ReadonlyMap<string, Checked>;
  readonly rules: KindRules;
  /** How a plan calls listed users that are as declared. */
  readonly labels: UnchangedLabels;
  /** What a listed user has, as a noun for messages: `suspension`, `license Pro`. */
  subjectOf(value: string): string;
  /** How it is said of whom the end of an entry does not change, and of whom it found so: `stays suspended`, `was suspended`. */
  readonly endings: { stays(value: string): string; readonly had: string };
  /** What it gives to users, as a message names it; undefined: it takes access from them, and on a Team account removes them. */
  readonly gives: string | undefined;
}
