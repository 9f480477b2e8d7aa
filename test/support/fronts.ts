import type { ResourceName } from "../../provider/model/resourceName";
import { type NativeHost, startNativeHost } from "./nativeHost";
import { type EngineStub, type Props, type ProviderHost, startProviderHost } from "./providerHost";

/** The two fronts: Pulumi's dynamic provider host, and the native provider. */
export const FRONTS = ["dynamic", "native"] as const;

export type Front = (typeof FRONTS)[number];

/** The process of either, as far as one is asked like the other. */
export type FrontHost = Pick<
  ProviderHost,
  "said" | "hasEnded" | "check" | "diff" | "create" | "update" | "read" | "delete" | "close"
>;

/** The language of a program: one in YAML has no way to say beforehand whom its resources list. */
export type Language = "TypeScript" | "YAML";

/** The native provider asked as an engine asks that keeps what an error has of the state, for a program in one language. */
class KeptBesideErrors implements FrontHost {
  readonly #host: NativeHost;
  readonly #language: Language;

  constructor(host: NativeHost, language: Language) {
    this.#host = host;
    this.#language = language;
  }

  get said(): FrontHost["said"] {
    return this.#host.said;
  }

  get hasEnded(): boolean {
    return this.#host.hasEnded;
  }

  /** A program in TypeScript says whom it lists, so that nobody waits for resources to come. */
  check(olds: Props, news: Props): ReturnType<FrontHost["check"]> {
    return this.#host.check(olds, this.#language === "TypeScript" ? { __claims: "", ...news } : news);
  }

  diff(id: string, outs: Props, news: Props): ReturnType<FrontHost["diff"]> {
    return this.#host.diff(id, outs, news);
  }

  create(inputs: Props): ReturnType<FrontHost["create"]> {
    return this.#host.create(inputs).catch((error: unknown) => this.#host.keptIn(error));
  }

  update(id: string, outs: Props, news: Props): ReturnType<FrontHost["update"]> {
    return this.#host.update(id, outs, news).catch((error: unknown) => this.#host.keptIn(error).outs);
  }

  read(id: string, outs: Props): ReturnType<FrontHost["read"]> {
    return this.#host.read(id, outs);
  }

  delete(id: string, outs: Props): Promise<void> {
    return this.#host.delete(id, outs);
  }

  close(): Promise<void> {
    return this.#host.close();
  }
}

/** Starts the provider process of a front for one resource, of a name and in a run where these matter. */
export async function startHost(
  front: Front,
  resource: ResourceName,
  environment: Readonly<Record<string, string>>,
  of: { readonly name?: string; readonly run?: EngineStub; readonly language?: Language } = {},
): Promise<FrontHost> {
  if (front === "dynamic") return startProviderHost(resource, environment, {}, of.run);
  const host = await startNativeHost(resource, environment, of);
  await host.handshake(false);
  await host.configure({});
  return new KeptBesideErrors(host, of.language ?? "TypeScript");
}

/** Users of a set as the inputs of a front have them, by what a refresh has seen: a list has those alone who are suspended. */
export function usersSeen(front: Front, seen: Readonly<Record<string, string>>): unknown {
  return front === "dynamic" ? seen : Object.keys(seen).filter((user) => seen[user] === "suspended");
}
