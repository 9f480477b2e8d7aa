import { type Adopted, adopt } from "../../lifecycle/adopt";
import { listingOf } from "../../lifecycle/inventory/listingOf";
import type { Inventory } from "../../lifecycle/inventory/takeInventory";
import type { Session } from "../../lifecycle/session";
import { encodeInputs, encodeState } from "../../lifecycle/state";
import { typeTokenOf } from "../../model/typeToken";
import { shellOf } from "../../resources/shell";
import { type DeclaredResource, declareResources, type ResourceNames } from "./resources";

/** One resource of the file that `pulumi import --file` reads. */
interface ImportedResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * What `pulumi import --file` takes. With outputs the engine asks the provider for nothing, which it could not: a
 * dynamic provider is found by the `__provider` of a resource's own state.
 * {@link https://www.pulumi.com/docs/iac/guides/migration/import/}
 */
export interface ImportFile {
  readonly resources: readonly ImportedResource[];
}

function importedResource({ kind, name }: DeclaredResource, { id, declaration, state }: Adopted): ImportedResource {
  const __provider = shellOf(kind.resource);
  return {
    type: typeTokenOf(kind.resource),
    name,
    id,
    inputs: { ...encodeInputs(kind, declaration), __provider },
    outputs: { ...encodeState(kind, state), __provider },
  };
}

/** Makes the state of the resources that declare an account as it is. Throws where the resources would refuse it. */
export async function makeImportFile(
  session: Session,
  inventory: Inventory,
  names: ResourceNames,
): Promise<ImportFile> {
  const resources: ImportedResource[] = [];
  for (const resource of declareResources(inventory, names)) {
    const args = {
      accountId: inventory.account.accountId,
      // As the program says, or the first preview would have something to do.
      maxChanges: resource.maxChanges,
      [resource.kind.listing]: listingOf(resource.kind.resource, inventory),
    };
    resources.push(importedResource(resource, await adopt(resource.kind, session, args)));
  }
  return { resources };
}
