import type * as pulumi from "@pulumi/pulumi";

/** What an Output has beside its declared members. */
interface MaybeKnown {
  readonly isKnown: Promise<boolean>;
}

/**
 * An output that a state need not have. In a preview Pulumi takes what a state has not for not known yet, also where the resource
 * is as it was: whatever a program makes of it would be a change in every preview. `always` is one that each state has: where that
 * is known, so is that the other one is absent.
 */
export function optionalOutput<T>(
  output: pulumi.Output<T>,
  always: pulumi.Output<unknown>,
): pulumi.Output<T | undefined> {
  const { isKnown } = output as unknown as MaybeKnown;
  const found = always.apply(async () => ((await isKnown) ? output : undefined));
  return found as pulumi.Output<T | undefined>;
}
