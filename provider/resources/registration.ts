import * as pulumi from "@pulumi/pulumi";
import { HIDDEN } from "../model/hiddenArguments";
import { LISTING_OF, type ResourceName } from "../model/resourceName";
import { typeTokenOf } from "../model/typeToken";
import { afterTransformations, type StageOf } from "./afterTransformations";
import { noteClaims } from "./programClaims";
import { secrecyOf } from "./secrecy";
import { shellOf } from "./shell";
import { urnOf } from "./urnOf";
import { waitsForOthers } from "./waits";

/** Whether the program ignores changes of the whole list of users. */
export function ignoresUsers(resource: ResourceName, { ignoreChanges = [] }: pulumi.CustomResourceOptions): boolean {
  return ignoreChanges.some((path) => ["*", LISTING_OF[resource]].includes(path));
}

/** What the provider needs beside the program's arguments, and the options that go with it. */
function complete(
  resource: ResourceName,
  name: string,
  { resource: made, props, opts }: StageOf,
): { readonly props: pulumi.Inputs; readonly opts: pulumi.CustomResourceOptions } {
  const secrecy = secrecyOf(props, opts);
  const urn = urnOf(typeTokenOf(resource), name, opts.parent);
  const ours: pulumi.Inputs = {
    __provider: shellOf(resource),
    // A dynamic provider is not told whom it works for; messages are to stand at the right resource.
    __urn: urn,
    __secrets: secrecy.names,
    ...(ignoresUsers(resource, opts) ? { __ignores: true } : {}),
    // For check alone, which drops both: they are others in each run.
    [HIDDEN.preview]: pulumi.runtime.isDryRun() ? true : undefined,
    __claims: noteClaims({
      resource,
      urn,
      accountId: props["accountId"],
      listing: props[LISTING_OF[resource]],
      exclusive: props["exclusive"],
      onRemoval: props["onRemoval"],
      ignoreChanges: opts.ignoreChanges ?? [],
      waits: waitsForOthers(props, opts),
      made,
    }),
  };
  // Outputs that are no arguments: before the arguments, so that one of that name is seen and refused.
  return {
    props: {
      failures: undefined,
      failureCauses: undefined,
      holdings: undefined,
      missing: undefined,
      nextChange: undefined,
      __failedIn: undefined,
      ...props,
      ...ours,
    },
    opts: secrecy.opts,
  };
}

/** What a resource is registered with. */
export interface Registration {
  readonly type: string;
  readonly props: pulumi.Inputs;
  readonly opts: pulumi.CustomResourceOptions;
}

/** What the constructor hands to Pulumi: the program's arguments as they are; the rest is added when they are final. */
export function registrationOf(
  resource: ResourceName,
  name: string,
  args: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): Registration {
  const adding = afterTransformations((stage) => complete(resource, name, stage));
  return {
    type: typeTokenOf(resource),
    props: { ...args },
    opts: { ...opts, transformations: [...(opts?.transformations ?? []), adding] },
  };
}
