import * as pulumi from "@pulumi/pulumi";
import { HIDDEN } from "../../model/hiddenArguments";
import { packageVersion } from "../../model/packageVersion";
import { LISTING_OF, type ResourceName } from "../../model/resourceName";
import { nativeTypeTokenOf, typeTokenOf } from "../../model/typeToken";
import { afterTransformations, type StageOf } from "../afterTransformations";
import { noteClaims } from "../programClaims";
import { ignoresUsers, type Registration } from "../registration";
import { urnOf } from "../urnOf";
import { waitsForOthers } from "../waits";

/** Declared, so that Pulumi has an Output for each: those of this front, and what a state of the dynamic one has instead. */
const OUTPUTS = {
  userIds: undefined,
  before: undefined,
  missingUsers: undefined,
  failures: undefined,
  nextChange: undefined,
  holdings: undefined,
  missing: undefined,
  failureCauses: undefined,
};

/** Whom the program lists, for the provider's check alone, which drops it. */
function claimsOf(
  resource: ResourceName,
  name: string,
  { resource: made, props, opts }: StageOf,
): Promise<string | undefined> {
  return noteClaims({
    resource,
    urn: urnOf(nativeTypeTokenOf(resource), name, opts.parent),
    accountId: props["accountId"],
    listing: props[LISTING_OF[resource]],
    exclusive: props["exclusive"],
    onRemoval: props["onRemoval"],
    ignoreChanges: opts.ignoreChanges ?? [],
    waits: waitsForOthers(props, opts),
    made,
  });
}

/**
 * Under which names a stack may have the resource: those that the program gives, and each of them as a dynamic resource too,
 * so that one `up` may both take a resource over and rename it.
 */
function aliasesOf(resource: ResourceName, opts: pulumi.CustomResourceOptions | undefined): pulumi.Alias[] {
  const type = typeTokenOf(resource);
  const given = Array.isArray(opts?.aliases) ? opts.aliases : [];
  const asDynamic = given.flatMap((alias) => {
    const isAlias = typeof alias === "object" && !pulumi.Output.isInstance(alias) && !(alias instanceof Promise);
    return isAlias && !("type" in alias) ? [{ ...(alias as pulumi.Alias), type }] : [];
  });
  return [{ type }, ...asDynamic];
}

/** What the constructor hands to Pulumi: the program's arguments as they are, and how the plugin is found. */
export function registrationOf(
  resource: ResourceName,
  name: string,
  args: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): Registration {
  const adding = afterTransformations((stage) => ({
    opts: stage.opts,
    props: {
      ...OUTPUTS,
      ...stage.props,
      [HIDDEN.claims]: claimsOf(resource, name, stage),
      [HIDDEN.ignores]: ignoresUsers(resource, stage.opts),
      [HIDDEN.preview]: pulumi.runtime.isDryRun() ? true : undefined,
    },
  }));
  const own = pulumi.mergeOptions({ version: packageVersion(), aliases: aliasesOf(resource, opts) }, opts ?? {});
  return {
    type: nativeTypeTokenOf(resource),
    props: { ...args },
    opts: pulumi.mergeOptions(own, { transformations: [adding] }),
  };
}
