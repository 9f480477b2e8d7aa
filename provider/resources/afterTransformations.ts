import type * as pulumi from "@pulumi/pulumi";

/** What Pulumi's Resource has beside its declared members: the transformations that it goes through, in order. */
interface BeingTransformed {
  readonly __transformations?: pulumi.ResourceTransformation[];
}

/** Arguments and options of a resource, as far as they have come. */
type Stage = Pick<pulumi.ResourceTransformationArgs, "props" | "opts">;

/** The same with the resource itself, which is still being made. */
export type StageOf = Stage & Pick<pulumi.ResourceTransformationArgs, "resource">;

/**
 * A transformation that comes after all others, those of the parents and of the stack included: what a resource hands
 * over beside its arguments is made of what the engine is told in the end, not of what the program wrote. Pulumi goes
 * through the list as it stands, so that what is added on the way is the last. Children have the list too, and are
 * none of its business.
 */
export function afterTransformations(complete: (stage: StageOf) => Stage): pulumi.ResourceTransformation {
  let own: pulumi.Resource | undefined;
  const last: pulumi.ResourceTransformation = ({ resource, ...stage }) =>
    resource === own ? complete({ resource, ...stage }) : undefined;
  return ({ resource, ...stage }) => {
    if (own !== undefined) return undefined;
    own = resource;
    const all = (resource as BeingTransformed).__transformations;
    if (all === undefined) return complete({ resource, ...stage });
    all.push(last);
    return undefined;
  };
}
