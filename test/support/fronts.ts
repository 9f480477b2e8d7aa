import { type NativeHost, startNativeHost } from "./nativeHost";
import { type EngineStub, type ProviderHost, startProviderHost } from "./providerHost";

/** The two fronts: Pulumi's dynamic provider host, and the native provider. */
export const FRONTS = ["dynamic", "native"] as const;

export type Front = (typeof FRONTS)[number];

/** The process of either, as far as one is asked like the other. */
export type FrontHost = Pick<ProviderHost & NativeHost, "said" | "check" | "create" | "delete" | "close"> & {
  diff: ProviderHost["diff"];
  update: ProviderHost["update"];
};

/** Starts the provider process of a front for one resource, of a name and in a run where these matter. */
export async function startHost(
  front: Front,
  resource: "UserSuspensionSet" | "UserLicenseAssignment",
  environment: Readonly<Record<string, string>>,
  of: { readonly name?: string; readonly run?: EngineStub } = {},
): Promise<FrontHost> {
  if (front === "dynamic") return startProviderHost(resource, environment, {}, of.run);
  const host = await startNativeHost(resource, environment, of);
  await host.handshake(false);
  await host.configure({});
  return host;
}
