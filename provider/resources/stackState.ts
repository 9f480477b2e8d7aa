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

/** Asks something of the engine itself, `pulumi`. */
type Ask = (question: string, args: pulumi.Inputs) => Promise<Record<string, unknown>>;

/** Which provider is asked, as the engine knows it. Of a provider resource nothing else is looked at. */
function asProvider(reference: string): pulumi.ProviderResource {
  return { __registrationId: reference } as unknown as pulumi.ProviderResource;
}

/**
 * Opens a way to the engine that is never in turn with the registration of a resource, by which it asks providers to check: one that
 * waited for an answer in a check would wait for itself. The engine's provider for a package is looked up in that turn, so
 * that it is asked for here once, and named from then on.
 */
async function openWay(): Promise<Ask> {
  const urn = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::pulumi:providers:pulumi::default`;
  const { id } = await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn });
  // In the first preview of a stack that is asked so it has no ID yet.
  const provider = asProvider(`${urn}::${typeof id === "string" ? id : pulumi.runtime.unknownValue}`);
  return (question, args) => pulumi.runtime.invoke(`pulumi:pulumi:${question}`, args, { provider });
}

async function readResources(ask: Ask, stackName: string): Promise<readonly StoredResource[]> {
  const { outputs } = await ask("readStackResourceOutputs", { stackName });
  const told = Object.entries(outputs as Readonly<Record<string, Told>>);
  return told.flatMap(([urn, { type, outputs: own }]) => (OUR_TYPES.has(type) ? [{ urn, outputs: own }] : []));
}

/**
 * What the state of the program's stack has of our resources, those among them that the program does not declare any more. The
 * engine tells a program that asks, and no provider.
 */
export interface StackState {
  /** Resolves to undefined where the engine does not tell. */
  read(): Promise<readonly StoredResource[] | undefined>;
}

/** Opens the way to the stack's state. Rejects where there is none: a resource then knows what the others of the run have told. */
export async function openStackState(): Promise<StackState> {
  const ask = await openWay();
  const [organization, project, stack] = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
  return {
    // A state folder from before there were projects in it knows its stacks by their names alone.
    read: () =>
      readResources(ask, `${organization}/${project}/${stack}`).catch(() =>
        readResources(ask, stack).catch(() => undefined),
      ),
  };
}
