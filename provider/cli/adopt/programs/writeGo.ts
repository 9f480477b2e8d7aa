import type { Inventory } from "../../../lifecycle/inventory/takeInventory";
import { quoteWide } from "../../printable";
import { type DeclaredResource, declareResources, type ResourceNames } from "../resources";
import { headOf, linesOf } from "./lines";

function writeResource(resource: DeclaredResource): string {
  const { kind, name, maxChanges } = resource;
  const { saysValues } = kind.listingForm;
  const lines = linesOf(resource, "//", (user, license) => {
    const value = `pulumi.String(${quoteWide(saysValues ? license : user)}),`;
    return saysValues ? `\t\t\t\t${quoteWide(user)}: ${value}` : `\t\t\t\t${value}`;
  });
  const field = `${kind.listing.charAt(0).toUpperCase()}${kind.listing.slice(1)}: ${saysValues ? "pulumi.Map" : "pulumi.Array"}`;
  const limit = typeof maxChanges === "number" ? `pulumi.Float64(${maxChanges})` : `pulumi.String("${maxChanges}")`;
  return `		if _, err := chime.New${kind.resource}(ctx, ${quoteWide(name)}, &chime.${kind.resource}Args{
			AccountId:  pulumi.String(account),
			MaxChanges: ${limit},
			${field}{
${lines}			},
		}); err != nil {
			return err
		}
`;
}

/** A Pulumi program in Go that declares an account as it is, one user a line. */
export function writeGo(inventory: Inventory, names: ResourceNames): string {
  const resources = declareResources(inventory, names);
  const sdk = resources.length === 0 ? "" : `\t"example.com/pulumi-chime/sdk/go/chime"\n`;
  const use = resources.length === 0 ? "\t\t_ = account\n" : "";
  return `package main

import (
${sdk}	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${headOf(inventory, resources, "//")}const account = ${quoteWide(inventory.account.accountId)}

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
${use}${resources.map(writeResource).join("")}		return nil
	})
}
`;
}
