import type { Inventory } from "../../../lifecycle/inventory/takeInventory";
import { quoteWide } from "../../printable";
import { type DeclaredResource, declareResources, type ResourceNames } from "../resources";
import { headOf, linesOf } from "./lines";

function writeResource(resource: DeclaredResource): string {
  const { kind, name, maxChanges } = resource;
  const [open, close] = kind.listingForm.saysValues ? ["{", "}"] : ["[", "]"];
  const lines = linesOf(resource, "#", (user, license) =>
    kind.listingForm.saysValues ? `        ${quoteWide(user)}: ${quoteWide(license)},` : `        ${quoteWide(user)},`,
  );
  return `
chime.${kind.resource}(
    ${quoteWide(name)},
    account_id=ACCOUNT,
    max_changes=${JSON.stringify(maxChanges)},
    ${kind.listing}=${open}
${lines}    ${close},
)
`;
}

/** A Pulumi program in Python that declares an account as it is, one user a line. */
export function writePython(inventory: Inventory, names: ResourceNames): string {
  const resources = declareResources(inventory, names);
  return `import pulumi_chime as chime

${headOf(inventory, resources, "#")}ACCOUNT = ${quoteWide(inventory.account.accountId)}
${resources.map(writeResource).join("")}`;
}
