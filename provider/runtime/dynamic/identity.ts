import type { Props } from "../../lifecycle/state";
import { HIDDEN } from "../../model/hiddenArguments";

/** What the engine tells any other provider beside the arguments, and what a dynamic one has to keep in them. */
export interface Identity {
  readonly urn: string | undefined;
  /** The arguments that the program has marked secret. */
  readonly secretArguments: readonly string[];
  /** Whether the program ignores changes of the resource's users. */
  readonly ignores: boolean;
  /** Which run has left the failures behind that the state has; of the state alone. */
  readonly failedIn: string | undefined;
}

/** Reads what the resource's class, or `encodeIdentity`, has put beside the arguments. */
export function decodeIdentity(props: Readonly<Props>): Identity {
  const urn = props[HIDDEN.urn];
  const secrets = props[HIDDEN.secrets];
  const failedIn = props[HIDDEN.failedIn];
  return {
    urn: typeof urn === "string" ? urn : undefined,
    secretArguments: Array.isArray(secrets) ? secrets.filter((name) => typeof name === "string") : [],
    ignores: props[HIDDEN.ignores] === true,
    failedIn: typeof failedIn === "string" ? failedIn : undefined,
  };
}

/** As it stands in inputs and state. */
export function encodeIdentity({ urn, secretArguments, ignores }: Identity): Props {
  return {
    ...(secretArguments.length === 0 ? {} : { [HIDDEN.secrets]: [...secretArguments] }),
    ...(ignores ? { [HIDDEN.ignores]: true } : {}),
    ...(urn === undefined ? {} : { [HIDDEN.urn]: urn }),
  };
}

/** The arguments that are secret now, and that the state has as they were before: in clear. */
export function newlySecret(before: Identity, now: Identity): string[] {
  return now.secretArguments.filter((name) => !before.secretArguments.includes(name));
}

/** An identity under which nothing is named that was secret before, either. */
export function withSecretsOf(now: Identity, before: Identity): Identity {
  return { ...now, secretArguments: [...new Set([...now.secretArguments, ...before.secretArguments])] };
}
