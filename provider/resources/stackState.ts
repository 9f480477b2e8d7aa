import * as pulumi from "@pulumi/pulumi";
import type { StoredResource } from "../model/neighbours";
import { RESOURCE_NAMES } from "../model/resourceName";
import { nativeTypeTokenOf, typeTokenOf } from "../model/typeToken";

const OUR_TYPES = new Set(RESOURCE_NAMES.flatMap((name) => [typeTokenOf(name), nativeTypeTokenOf(name)]));

/** A resource as the engine tells of it. */
interface Told {
  readonly type: string;
  readonly outputs: StoredResource["outputs"];
}

/**
 * Has the engine make ready what answers `readStackState`. It does that in turn with the registration of resources, and asks
 * providers to check in between: one that waited for the answer in a check would wait for itself.
 */
export async function openStackState(): Promise<void> {
  try {
    // About anything: it is the first question that counts.
    await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn: "" });
  } catch {
    // There is no such resource.
  }
}

async function askEngine(stackName: string): Promise<readonly StoredResource[]> {
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
  const told: readonly (readonly [string, Told])[] = Object.entries(outputs);
  return told.flatMap(([urn, { type, outputs: own }]) => (OUR_TYPES.has(type) ? [{ urn, outputs: own }] : []));
}

/**
 * What the state of the program's stack has of our resources, those among them that the program does not declare any more. The
 * engine tells a program that asks, and no provider. Undefined where it does not.
 * {@link https://www.pulumi.com/docs/iac/concepts/stacks/#stack-references}
 */
export async function readStackState(): Promise<readonly StoredResource[] | undefined> {
  const [organization, project, stack] = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
  // A state folder from before there were projects in it knows its stacks by their names alone.
  for (const name of [`${organization}/${project}/${stack}`, stack]) {
    try {
      return await askEngine(name);
    } catch {
      // Without it a resource knows what the others of the run have told.
    }
  }
  return undefined;
}
