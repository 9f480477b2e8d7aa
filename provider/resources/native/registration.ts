import * as pulumi from "@pulumi/pulumi";
import { HIDDEN } from "../../model/hiddenArguments";
import { packageVersion } from "../../model/packageVersion";
import { LISTING_OF, type ResourceName } from "../../model/resourceName";
import { nativeTypeTokenOf, typeTokenOf } from "../../model/typeToken";
import { afterTransformations } from "../afterTransformations";
import { plainValueOf } from "../plainValue";
import { noteClaims } from "../programClaims";
import type { Registration } from "../registration";
import { waitsForOthers } from "../waits";

/** Declared, so that Pulumi has an Output for each: those of this front, and what a state of the dynamic one has instead. */
const OUTPUTS = {
  userIds: undefined,
  before: undefined,
  failures: undefined,
  nextChange: undefined,
  holdings: undefined,
  missing: undefined,
  failureCauses: undefined,
};

/** What the provider is told of the program besides, for check alone, which drops it. */
function claimsOf(
  resource: ResourceName,
  name: string,
  props: pulumi.Inputs,
  opts: pulumi.ResourceOptions,
): Promise<string | undefined> {
  return noteClaims({
    resource,
    urn: plainValueOf(pulumi.createUrn(name, nativeTypeTokenOf(resource), opts.parent)),
    accountId: props["accountId"],
    listing: props[LISTING_OF[resource]],
    ignoreChanges: opts.ignoreChanges ?? [],
    waits: waitsForOthers(props, opts),
  });
}

/** What the constructor hands to Pulumi: the program's arguments as they are, and how the plugin is found. */
export function registrationOf(
  resource: ResourceName,
  name: string,
  args: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): Registration {
  const adding = afterTransformations((stage) => ({
    ...stage,
    props: { ...OUTPUTS, ...stage.props, [HIDDEN.claims]: claimsOf(resource, name, stage.props, stage.opts) },
  }));
  const own = pulumi.mergeOptions(
    { version: packageVersion(), aliases: [{ type: typeTokenOf(resource) }] },
    opts ?? {},
  );
  return {
    type: nativeTypeTokenOf(resource),
    props: { ...args },
    opts: pulumi.mergeOptions(own, { transformations: [adding] }),
  };
}
