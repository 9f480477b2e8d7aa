import * as pulumi from "@pulumi/pulumi";

/** What an Output has beside its declared members: the resources that it hangs on. */
interface DependentOutput {
  resources(): ReadonlySet<pulumi.Resource>;
}

function hangsOnResources(input: unknown): boolean {
  return pulumi.Output.isInstance(input) && (input as unknown as DependentOutput).resources().size > 0;
}

function isEmpty(dependsOn: pulumi.ResourceOptions["dependsOn"]): boolean {
  return dependsOn === undefined || (Array.isArray(dependsOn) && dependsOn.length === 0);
}

/**
 * Whether a resource is registered only once other resources are done, as far as its arguments and options say: then
 * nobody waits for it.
 */
export function waitsForOthers(props: pulumi.Inputs, { dependsOn, parent }: pulumi.ResourceOptions): boolean {
  return !isEmpty(dependsOn) || pulumi.CustomResource.isInstance(parent) || Object.values(props).some(hangsOnResources);
}
