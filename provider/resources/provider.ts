import * as pulumi from "@pulumi/pulumi";
import { SECRET_SETTINGS, SETTING_NAMES } from "../model/settingNames";
import { keepForProviders } from "./keeper";

/** How to reach an account's service. What is left out comes from the stack's configuration, then from AWS's own. @public */
export interface ProviderArgs {
  /**
   * The service's address, http or https; a base path is kept.
   * @default `chime:endpoint`, AWS_ENDPOINT_URL_CHIME, AWS_ENDPOINT_URL, the AWS profile, then AWS's endpoint
   */
  endpoint?: pulumi.Input<string>;
  /** The region that requests are signed for. The service lives in one. @default `chime:region`, then `us-east-1` */
  region?: pulumi.Input<string>;
  /** The AWS profile with the credentials. @default `chime:profile`, AWS_PROFILE, then `default` */
  profile?: pulumi.Input<string>;
  /**
   * How often a request is sent at most, the first time included. A whole number from 1.
   * @default `chime:maxAttempts`, AWS_MAX_ATTEMPTS, the AWS profile, then 5
   */
  maxAttempts?: pulumi.Input<number>;
  /** How many requests are under way at once at most. A whole number from 1. @default `chime:maxConcurrency`, then 8 */
  maxConcurrency?: pulumi.Input<number>;
  /**
   * How many requests are sent a second at most. Above 0; fractions are allowed.
   * @default `chime:maxRequestsPerSecond`, then no fixed rate: the pace adapts to the service's answers
   */
  maxRequestsPerSecond?: pulumi.Input<number>;
  /**
   * What a preview or a refresh does where the account can't be read: no credentials, denied, no network. `warn`: it goes
   * on from the state alone and says so. `fail`: it fails. @default `chime:unreadable`, then `warn`
   */
  unreadable?: pulumi.Input<"warn" | "fail">;
  /**
   * The moment that `from` and `until` of entries are held against, one for the whole run: a day (`2027-01-01`, its beginning in
   * UTC) or an instant with its offset. One that lies ahead shows in a preview who would be changed by then; nothing is
   * written under it, by `pulumi destroy` neither. One that has passed holds until it is taken out, and is warned of once it
   * is more than two days old. @default `chime:asOf`, then now
   */
  asOf?: pulumi.Input<string>;
}

/** The names behind `chime:` in the stack's configuration, which in a project of that name is the program's own, too. */
function namesInStack(): string[] {
  if (pulumi.getProject() === "chime") return [];
  return Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith("chime:"));
}

/** What Pulumi's SDK can tell of the stack's configuration beside the values; not in its types. */
interface ConfigSecrets {
  isConfigSecret?(key: string): boolean;
}

/** A setting of the stack's configuration: encrypted in the provider's state where it is in the configuration. */
function fromStack(stack: pulumi.Config, name: string): pulumi.Input<string> | undefined {
  const { isConfigSecret } = pulumi.runtime as ConfigSecrets;
  const isPlain = isConfigSecret !== undefined && !isConfigSecret(`chime:${name}`);
  return isPlain ? stack.get(name) : stack.getSecret(name);
}

/** The names of the settings that are secret, for the provider to keep them out of its messages; undefined: none is. */
function secretsAmong(settings: readonly (readonly [string, unknown])[]): pulumi.Output<string[] | undefined> {
  const find = async (): Promise<string[] | undefined> => {
    const given = settings.filter(([, value]) => value !== undefined);
    const secret = await Promise.all(given.map(([, value]) => pulumi.isSecret(pulumi.output(value))));
    const names = given.filter((_, i) => secret[i]).map(([name]) => name);
    return names.length === 0 ? undefined : names;
  };
  return pulumi.output(find());
}

/**
 * Pulumi hands an explicit provider its own arguments alone, so that the stack's configuration is filled in here. Names
 * that are no settings go along, without their values: check refuses them, and a constructor never does.
 */
function propsOf(args: ProviderArgs): pulumi.Inputs {
  const stack = new pulumi.Config("chime");
  const given: Readonly<Record<string, unknown>> = { ...args };
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  const all = [...namesInStack(), ...names.map((name) => `chime:${name}`)].map((key) => [key, ""]);
  const settings = SETTING_NAMES.map((name) => [`chime:${name}`, given[name] ?? fromStack(stack, name)] as const);
  return { ...Object.fromEntries([...all, ...settings]), [SECRET_SETTINGS]: secretsAmong(settings) };
}

/**
 * An explicit provider, for a stack with more than one account, endpoint or AWS profile. Pass it as
 * `{ provider }` to a resource, and in `{ providers: [...] }` to a component. Credentials always come from the AWS default
 * chain, never from here.
 * {@link https://www.pulumi.com/docs/iac/concepts/resources/options/provider/}
 *
 * @example
 * ```ts
 * const emea = new Provider("emea", { profile: "chime-emea", maxRequestsPerSecond: 10 });
 * new UserSuspensionSet("leavers", { accountId, users }, { provider: emea });
 * ```
 * @public
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * @param name Names the provider in the stack.
   * @param args See {@link ProviderArgs}. Wrong ones fail when a resource uses the provider.
   * @param opts Pulumi's resource options: {@link https://www.pulumi.com/docs/iac/concepts/resources/options/}
   */
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, propsOf(args), opts);
    void keepForProviders();
  }
}
