import * as pulumi from "@pulumi/pulumi";
import { packageVersion } from "../../model/packageVersion";
import { NATIVE_SETTING_NAMES } from "../../model/settingNames";
import { keepForProviders } from "../keeper";
import type { ProviderArgs as CommonArgs } from "../provider";

/** How to reach an account's service. What is left out comes from the stack's configuration, then from AWS's own. @public */
export interface ProviderArgs extends CommonArgs {
  /**
   * Whether a plain preview and `pulumi up` see drift: Pulumi then refreshes a resource before it plans an update of it.
   * Counts for a resource from its next update on, or once `pulumi refresh --run-program` was run. @default `chime:detectDrift`, then false
   */
  detectDrift?: pulumi.Input<boolean>;
}

/** Pulumi hands an explicit provider its own arguments alone, so that the stack's configuration is filled in here. */
function propsOf(args: ProviderArgs): pulumi.Inputs {
  const stack = new pulumi.Config("chime");
  const given: Readonly<Record<string, unknown>> = { ...args };
  return {
    ...given,
    ...Object.fromEntries(NATIVE_SETTING_NAMES.map((name) => [name, given[name] ?? stack.get(name)])),
  };
}

/**
 * An explicit provider, for a stack with more than one account, endpoint or AWS profile. Pass it as
 * `{ provider }` to a resource, and in `{ providers: [...] }` to a component. Credentials always come from the AWS default
 * chain, never from here.
 * {@link https://www.pulumi.com/docs/iac/concepts/resources/options/provider/}
 *
 * @example
 * ```ts
 * const emea = new Provider("emea", { profile: "chime-emea", detectDrift: true });
 * new UserSuspensionSet("leavers", { accountId, users }, { provider: emea });
 * ```
 * @public
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * @param name Names the provider in the stack.
   * @param args See {@link ProviderArgs}. Wrong ones fail at preview.
   * @param opts Pulumi's resource options: {@link https://www.pulumi.com/docs/iac/concepts/resources/options/}
   */
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("chime", name, propsOf(args), pulumi.mergeOptions({ version: packageVersion() }, opts ?? {}));
    void keepForProviders();
  }
}
