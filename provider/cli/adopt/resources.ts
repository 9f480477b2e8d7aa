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
}

/** The resources that declare an account as it is. One that would list nobody is not among them. */
export function declareResources(inventory: Inventory, names: ResourceNames): DeclaredResource[] {
  const all: DeclaredResource[] = [
    { kind: suspensionKind, name: names.suspensionSet, users: inventory.suspended },
    { kind: licenseKind, name: names.licenseAssignment, users: inventory.licensed },
  ];
  return all.filter(({ users }) => users.length > 0);
}
