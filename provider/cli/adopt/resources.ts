import type { Inventory, NamedUser } from "../../lifecycle/inventory/takeInventory";
import type { Kind } from "../../lifecycle/kind";
import { licenseKind, suspensionKind } from "../../lifecycle/kinds";

/** What the resources of a program are called. */
export interface ResourceNames {
  readonly suspensionSet: string;
  readonly licenseAssignment: string;
}

/** One resource that declares what an account has. */
export interface DeclaredResource {
  readonly kind: Kind;
  readonly name: string;
  /** Its users, each with the license where it is about licenses. */
  readonly users: readonly (NamedUser & { readonly license?: string })[];
  /** The guard that a program begins with, for its author to set as fits. */
  readonly maxChanges: "5%" | 5;
}

/** What stands beside the guards of a program. */
export const ON_GUARDS =
  "A resource that would change more users than its maxChanges allows fails, and changes nobody.";

/** The resources that declare an account as it is. One that would list nobody is not among them. */
export function declareResources(inventory: Inventory, names: ResourceNames): DeclaredResource[] {
  // Of a small account five percent would be next to nobody.
  const maxChanges = inventory.userCount >= 100 ? "5%" : 5;
  const all: DeclaredResource[] = [
    { kind: suspensionKind, name: names.suspensionSet, users: inventory.suspended, maxChanges },
    { kind: licenseKind, name: names.licenseAssignment, users: inventory.licensed, maxChanges },
  ];
  return all.filter(({ users }) => users.length > 0);
}
