import type { ResourceName } from "../../model/resourceName";
import type { Inventory } from "./takeInventory";

type ListingValue = readonly string[] | Readonly<Record<string, string>>;

const LISTINGS: Readonly<Record<ResourceName, (inventory: Inventory) => ListingValue>> = {
  UserSuspensionSet: ({ suspended }) => suspended.map(({ name }) => name),
  UserLicenseAssignment: ({ licensed }) => Object.fromEntries(licensed.map(({ name, license }) => [name, license])),
};

/** The value of the argument that lists users by which a resource declares an account as it is. */
export function listingOf(resource: ResourceName, inventory: Inventory): ListingValue {
  return LISTINGS[resource](inventory);
}
