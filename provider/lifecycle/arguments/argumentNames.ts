import type { ListingName, ListingOf, ResourceName } from "../../model/resourceName";
import type { Arguments } from "./table";

/*
 * What the compiler knows of the table: types alone, so that a program that declares a resource loads nothing for it.
 */

/** The arguments of a resource. */
export type ArgumentNameOf<R extends ResourceName> =
  | ListingOf[R]
  | { [K in keyof Arguments]: R extends keyof Arguments[K]["shapes"] ? K : never }[keyof Arguments];

/** The arguments that name people or accounts. */
export type NamingName =
  | ListingName
  | { [K in keyof Arguments]: Arguments[K] extends { textsOf(value: never): unknown } ? K : never }[keyof Arguments];
