import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../errors/inputError";
import { LISTING_NAMES, type ListingName, type ResourceName } from "../model/resourceName";
import { isKnown, plainValueOf } from "./plainValue";

/** The arguments that name people or accounts, as the provider's table has them; what the provider makes of them is secret where they are. */
export const NAMING: readonly ["accountId", ...(readonly ListingName[]), "protectedUsers"] = [
  "accountId",
  ...LISTING_NAMES,
  "protectedUsers",
];

/** The outputs that the provider makes of those arguments under other names. */
const MADE_OF_NAMES = [
  "holdings",
  "drifted",
  "missing",
  "others",
  "attempted",
  "addresses",
  "moved",
  "failures",
  "failureCauses",
];

/** Whether a value is secret: as an Output, or as Pulumi hands it from one transform to the next. */
async function isSecret(value: unknown): Promise<boolean> {
  if (isKnown(value)) return false;
  return pulumi.runtime.isRpcSecret(value) || pulumi.isSecret(pulumi.output(value));
}

/** The names of the arguments that are secret: by their value, or because the program asks for it as an output. */
async function findSecretNames(
  props: Readonly<Record<string, unknown>>,
  secretOutputs: readonly string[],
): Promise<string[] | undefined> {
  const given = NAMING.filter((name) => props[name] !== undefined);
  const secret = await Promise.all(given.map((name) => isSecret(props[name])));
  const names = given.filter((name, i) => secret[i] || secretOutputs.includes(name));
  return names.length > 0 ? names : undefined;
}

/** A resource option `transforms` that looks again: those before it may have made an argument secret. */
function lookAgain(): pulumi.ResourceTransform {
  return async ({ props, opts }) => {
    const { additionalSecretOutputs = [] } = opts as pulumi.CustomResourceOptions;
    const names = await findSecretNames(props, additionalSecretOutputs);
    if (names === undefined) return undefined;
    const secretOutputs = [...new Set([...additionalSecretOutputs, ...MADE_OF_NAMES])];
    return { props: { ...props, __secrets: names }, opts: { ...opts, additionalSecretOutputs: secretOutputs } };
  };
}

/** What makes a resource keep secrets: an input for the provider, and options for the engine. */
export interface Secrecy {
  readonly names: pulumi.Output<string[] | undefined>;
  readonly opts: pulumi.CustomResourceOptions;
}

/**
 * Options under which the outputs are secret where the arguments are, and the names of the arguments that are. Whether
 * an output is secret is known only later: the list is filled before the engine is told of the resource, since the
 * names are one of its inputs.
 */
export function secrecyOf(props: Readonly<Record<string, unknown>>, opts: pulumi.CustomResourceOptions): Secrecy {
  const additionalSecretOutputs = [...(opts.additionalSecretOutputs ?? [])];
  const find = async (): Promise<string[] | undefined> => {
    const names = await findSecretNames(props, additionalSecretOutputs);
    if (names !== undefined) additionalSecretOutputs.push(...MADE_OF_NAMES);
    return names;
  };
  const transforms = opts.transforms?.length ? { transforms: [...opts.transforms, lookAgain()] } : {};
  return { names: pulumi.output(find()), opts: { ...opts, additionalSecretOutputs, ...transforms } };
}

/** The arguments that the engine holds secret without the provider having been told. */
async function findUntold(outputs: Readonly<Record<string, pulumi.Output<unknown> | undefined>>): Promise<string[]> {
  const secret = await Promise.all(
    NAMING.map(async (name) => outputs[name] !== undefined && (await pulumi.isSecret(outputs[name]))),
  );
  const told = outputs["__secrets"] === undefined ? undefined : await plainValueOf(outputs["__secrets"]);
  return NAMING.filter((name, i) => secret[i] && !(Array.isArray(told) && told.includes(name)));
}

/**
 * Fails the program, in a preview already, where a transform of the stack or of a parent has made an argument secret.
 * The engine runs those after all that a resource says of itself and takes the marks off before it asks the provider,
 * so that messages and the state would have the names.
 */
export function refuseUntoldSecrets(resource: ResourceName, name: string, registered: pulumi.Resource): void {
  const outputs = registered as unknown as Readonly<Record<string, pulumi.Output<unknown> | undefined>>;
  pulumi.output(findUntold(outputs)).apply((untold) => {
    if (untold.length === 0) return;
    const error = new InputError(
      `${resource} "${name}"`,
      `a transform of the stack or of a parent makes ${untold.join(" and ")} secret, and Pulumi does not tell the provider so: names would be readable in messages and in the state. Use pulumi.secret where the resource is made, its own option transforms, or pulumi.runtime.registerStackTransformation.`,
    );
    error.stack = error.message;
    throw error;
  });
}
