import type { ResourceName } from "../../provider/model/resourceName";
import { type NativeHost, startNativeHost } from "./nativeHost";
import { type EngineStub, type Props, type ProviderHost, startProviderHost } from "./providerHost";

/** The two fronts: Pulumi's dynamic provider host, and the native provider. */
export const FRONTS = ["dynamic", "native"] as const;

export type Front = (typeof FRONTS)[number];

/** The process of either, as far as one is asked like the other. */
export interface FrontHost
  extends Pick<
    ProviderHost,
    "said" | "stderr" | "hasEnded" | "check" | "diff" | "create" | "update" | "read" | "delete" | "close"
  > {
  /** The preview of a resource that is to be made: what it says stands against it, where anything does. */
  previewCreate(args: Props): Promise<{ inputs: Props; refusals: string[] }>;
  /** The preview of a resource that there is, with inputs of a check; rejects where anything stands against it. */
  previewUpdate(id: string, outs: Props, inputs: Props): Promise<void>;
  /** Goes on with another resource of the process, of that name. */
  goOnWith(name: string): void;
}

/** What a process says and how it is, whatever the front. */
class HostedFront<Host extends Pick<FrontHost, "said" | "stderr" | "hasEnded">> {
  protected readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  get said(): FrontHost["said"] {
    return this.host.said;
  }

  get stderr(): string {
    return this.host.stderr;
  }

  get hasEnded(): boolean {
    return this.host.hasEnded;
  }
}

/** A dynamic provider previews in check and diff, and is told in an argument what a resource is called. */
class PreviewingItself extends HostedFront<ProviderHost> implements FrontHost {
  readonly #resource: ResourceName;
  #urn: Props;

  constructor(host: ProviderHost, resource: ResourceName, name: string | undefined) {
    super(host);
    this.#resource = resource;
    this.#urn = this.#named(name);
  }

  #named(name: string | undefined): Props {
    if (name === undefined) return {};
    return { __urn: `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:${this.#resource}::${name}` };
  }

  goOnWith(name: string): void {
    this.#urn = this.#named(name);
  }

  check(olds: Props, news: Props): ReturnType<FrontHost["check"]> {
    return this.host.check(olds, { ...this.#urn, ...news });
  }

  async previewCreate(args: Props): Promise<{ inputs: Props; refusals: string[] }> {
    const { inputs, failures } = await this.check({}, args);
    return { inputs, refusals: failures.map(({ reason }) => reason) };
  }

  async previewUpdate(id: string, outs: Props, inputs: Props): Promise<void> {
    await this.diff(id, outs, inputs);
  }

  diff(id: string, outs: Props, news: Props): ReturnType<FrontHost["diff"]> {
    return this.host.diff(id, { ...outs, ...this.#urn }, news);
  }

  create(inputs: Props): ReturnType<FrontHost["create"]> {
    return this.host.create(inputs);
  }

  update(id: string, outs: Props, news: Props): ReturnType<FrontHost["update"]> {
    return this.host.update(id, { ...outs, ...this.#urn }, news);
  }

  read(id: string, outs: Props): ReturnType<FrontHost["read"]> {
    return this.host.read(id, { ...outs, ...this.#urn });
  }

  delete(id: string, outs: Props): Promise<void> {
    return this.host.delete(id, { ...outs, ...this.#urn });
  }

  close(): Promise<void> {
    return this.host.close();
  }
}

/** The language of a program: one in YAML has no way to say beforehand whom its resources list. */
export type Language = "TypeScript" | "YAML";

/** The native provider asked as an engine asks that keeps what an error has of the state, for a program in one language. */
class KeptBesideErrors extends HostedFront<NativeHost> implements FrontHost {
  readonly #language: Language;

  constructor(host: NativeHost, language: Language) {
    super(host);
    this.#language = language;
  }

  goOnWith(name: string): void {
    this.host.goOnWith(name);
  }

  async previewCreate(args: Props): Promise<{ inputs: Props; refusals: string[] }> {
    const { inputs, failures } = await this.check({}, args);
    if (failures.length > 0) return { inputs, refusals: failures.map(({ reason }) => reason) };
    const before = this.said.length;
    const thrown = await this.host.create(inputs, true).then(
      () => [],
      ({ message }: Error) => [message],
    );
    // Only the first refusal ends a preview; what stands against others is told as an error.
    const told = this.said.slice(before).flatMap(({ severity, text }) => (severity === "ERROR" ? [text] : []));
    return { inputs, refusals: [...thrown, ...told] };
  }

  async previewUpdate(id: string, outs: Props, inputs: Props): Promise<void> {
    const { changes, replaces } = await this.diff(id, outs, inputs);
    if (replaces.length > 0) await this.host.create(inputs, true);
    else if (changes) await this.host.update(id, outs, inputs, true);
  }

  /** A program in TypeScript says whom it lists, so that nobody waits for resources to come. */
  check(olds: Props, news: Props): ReturnType<FrontHost["check"]> {
    return this.host.check(olds, this.#language === "TypeScript" ? { __claims: "", ...news } : news);
  }

  diff(id: string, outs: Props, news: Props): ReturnType<FrontHost["diff"]> {
    return this.host.diff(id, outs, news);
  }

  create(inputs: Props): ReturnType<FrontHost["create"]> {
    return this.host.create(inputs).catch((error: unknown) => this.host.keptIn(error));
  }

  update(id: string, outs: Props, news: Props): ReturnType<FrontHost["update"]> {
    return this.host.update(id, outs, news).catch((error: unknown) => this.host.keptIn(error).outs);
  }

  read(id: string, outs: Props): ReturnType<FrontHost["read"]> {
    return this.host.read(id, outs);
  }

  delete(id: string, outs: Props): Promise<void> {
    return this.host.delete(id, outs);
  }

  close(): Promise<void> {
    return this.host.close();
  }
}

/**
 * Starts the provider process of a front for one resource, of a name and in a run where these matter, with settings as a stack
 * has them. Throws what the native provider has against these.
 */
export async function startHost(
  front: Front,
  resource: ResourceName,
  environment: Readonly<Record<string, string>>,
  of: {
    readonly name?: string;
    readonly run?: EngineStub;
    readonly language?: Language;
    readonly settings?: Readonly<Record<string, string | number>>;
  } = {},
): Promise<FrontHost> {
  const settings = Object.entries(of.settings ?? {});
  if (front === "dynamic") {
    const configuration = Object.fromEntries(settings.map(([name, value]) => [`chime:${name}`, value]));
    const host = await startProviderHost(resource, environment, configuration, of.run);
    return new PreviewingItself(host, resource, of.name);
  }
  const host = await startNativeHost(resource, environment, of);
  await host.handshake(false);
  const faults = await host.checkConfig(Object.fromEntries(settings));
  if (faults.length > 0) {
    await host.close();
    throw new Error(faults.join("\n"));
  }
  await host.configure(Object.fromEntries(settings));
  return new KeptBesideErrors(host, of.language ?? "TypeScript");
}

/** Users of a set as the inputs of a front have them, by what a refresh has seen: a list has those alone who are suspended. */
export function usersSeen(front: Front, seen: Readonly<Record<string, string>>): unknown {
  return front === "dynamic" ? seen : Object.keys(seen).filter((user) => seen[user] === "suspended");
}
