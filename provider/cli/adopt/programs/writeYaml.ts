import type { Inventory } from "../../../lifecycle/inventory/takeInventory";
import { quoteWide } from "../../printable";
import { type DeclaredResource, declareResources, type ResourceNames } from "../resources";
import { headOf, linesOf } from "./lines";

/** A text that Pulumi does not take for an expression: `${` begins one. */
function quote(text: string): string {
  return quoteWide(text.replaceAll("${", () => "$${"));
}

function writeResource(resource: DeclaredResource): string {
  const { kind, name, maxChanges } = resource;
  const lines = linesOf(resource, "#", (user, license) =>
    kind.listingForm.saysValues ? `        ${quote(user)}: ${quote(license)}` : `        - ${quote(user)}`,
  );
  return `  ${quoteWide(name)}:
    type: chime:${kind.resource}
    properties:
      accountId: \${account}
      maxChanges: ${JSON.stringify(maxChanges)}
      ${kind.listing}:
${lines}`;
}

/** A Pulumi program in YAML that declares an account as it is, one user a line: a whole Pulumi.yaml. */
export function writeYaml(inventory: Inventory, names: ResourceNames): string {
  const resources = declareResources(inventory, names);
  const all = resources.length === 0 ? "resources: {}\n" : `resources:\n${resources.map(writeResource).join("")}`;
  return `${headOf(inventory, resources, "#")}name: chime-users
runtime: yaml
plugins:
  providers:
    # Where npm install has put the plugin; change the path where it is elsewhere.
    - name: chime
      path: node_modules/pulumi-chime-users/plugin
options:
  refresh: always
variables:
  account: ${quote(inventory.account.accountId)}
${all}`;
}
