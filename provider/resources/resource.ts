import * as pulumi from "@pulumi/pulumi";
import { UsersFailedError } from "../errors/usersFailedError";
import { type ResourceName, typeTokenOf } from "../model/typeToken";
import type { UserFailure } from "../model/userFailure";
import { noteClaims, plainValueOf } from "./programClaims";
import { shellOf } from "./shell";

/** `value -> before -> user -> user ID`, as the state has it; an ID that is the user's own name is left out. */
export type Holdings = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** The arguments that name people or accounts, as the provider's table has them; what the provider makes of them is secret where they are. */
export const NAMING = ["accountId", "users", "licenses", "protectedUsers"] as const;

/** The outputs that the provider makes of those arguments under other names. */
const MADE_OF_NAMES = ["holdings", "drifted", "missing", "others", "attempted", "addresses", "failures"];

/**
 * Options under which the outputs are secret where the arguments are, and the names of the arguments that are. Whether
 * an output is secret is known only later: the list is filled before the engine is told of the resource, since the
 * names are one of its inputs.
 */
function secrecyOf(
  args: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions | undefined,
): { readonly opts: pulumi.CustomResourceOptions; readonly names: pulumi.Output<string[] | undefined> } {
  const additionalSecretOutputs = [...(opts?.additionalSecretOutputs ?? [])];
  const find = async (): Promise<string[] | undefined> => {
    const given = NAMING.filter((name) => args[name] !== undefined);
    const secret = await Promise.all(given.map((name) => pulumi.isSecret(pulumi.output(args[name]))));
    const names = given.filter((_, i) => secret[i]);
    if (names.length === 0) return undefined;
    additionalSecretOutputs.push(...MADE_OF_NAMES);
    return names;
  };
  return { opts: { ...opts, additionalSecretOutputs }, names: pulumi.output(find()) };
}

/**
 * The URN that the engine is going to give the resource. As a plain promise: an Output would hang on the parent, a
 * component parent stands for all of its children, and two children would wait for each other for ever.
 */
function urnOf(resource: ResourceName, name: string, opts: pulumi.CustomResourceOptions | undefined): Promise<string> {
  return plainValueOf(pulumi.createUrn(name, typeTokenOf(resource), opts?.parent));
}

/** What a resource is registered with. */
export interface Registration {
  readonly type: string;
  readonly props: pulumi.Inputs;
  readonly opts: pulumi.CustomResourceOptions;
}

/** What the constructor hands to the engine: the program's arguments as they are, and what the provider needs. */
export function registrationOf(
  resource: ResourceName,
  name: string,
  args: object | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): Registration {
  const given: Readonly<Record<string, unknown>> = { ...args };
  const secrecy = secrecyOf(given, opts);
  const urn = urnOf(resource, name, opts);
  const props: pulumi.Inputs = {
    // Outputs that are no arguments: before the arguments, so that one of that name is seen and refused.
    failures: undefined,
    holdings: undefined,
    missing: undefined,
    ...args,
    __provider: shellOf(resource),
    // A dynamic provider is not told whom it works for; messages are to stand at the right resource.
    __urn: urn,
    __secrets: secrecy.names,
    // For check alone, which drops it: it is another one in each run.
    __claims: noteClaims({
      resource,
      urn,
      accountId: given["accountId"],
      listing: given["users"] ?? given["licenses"],
      ignoreChanges: opts?.ignoreChanges ?? [],
    }),
  };
  return { type: typeTokenOf(resource), props, opts: secrecy.opts };
}

/** All users of the holdings that `wanted` picks, sorted, with what it makes of each. */
export function pickUsers<T>(
  holdings: Holdings | undefined,
  wanted: (value: string, before: string, userId: string) => T | undefined,
): Record<string, T> {
  const groups = Object.entries(holdings ?? {}).flatMap(([value, byBefore]) =>
    Object.entries(byBefore).map(([before, users]) => ({ value, before, users })),
  );
  const picked = new Map<string, T>();
  for (const { value, before, users } of groups) {
    for (const [user, id] of Object.entries(users)) {
      const entry = wanted(value, before, id === "" ? user : id);
      if (entry !== undefined) picked.set(user, entry);
    }
  }
  return Object.fromEntries([...picked].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Fails the program when users could not be changed. The provider itself reports success, so that everything that
 * was done is in the state, however many users failed: an error with thousands of users would not fit through the
 * engine's connection, and the state would be lost with it.
 */
export function failOnFailures(
  resource: ResourceName,
  name: string,
  failures: pulumi.Output<readonly UserFailure[] | undefined>,
): void {
  pulumi.all([failures, pulumi.isSecret(failures)]).apply(([list, secret]) => {
    if (!list || list.length === 0 || pulumi.runtime.isDryRun()) return;
    const after = "The others are done and in the state; run pulumi up again to try what is left.";
    const error = new UsersFailedError(`${resource} "${name}"`, list as readonly UserFailure[], after, secret);
    // Pulumi prints the stack of what a program throws; where this was thrown tells nobody anything.
    error.stack = error.message;
    throw error;
  });
}
