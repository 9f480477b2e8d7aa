import { createClient } from "../../provider/chime/client";
import type { Kind } from "../../provider/lifecycle/kind";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { Session, type SessionParts } from "../../provider/lifecycle/session";
import { check, create, deleteResource, diff, read, update } from "../support/operations";
import type { KindName } from "./program";
import { momentOf } from "./time";
import type { World } from "./world";

/** Plain JSON, as it travels between engine and provider. */
export type Json = Record<string, unknown>;

/** What goes over the wire and comes back: nothing but JSON survives. */
function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

export const KINDS: Readonly<Record<KindName, Kind>> = {
  UserSuspensionSet: suspensionKind,
  UserLicenseAssignment: licenseKind,
};

/** What a process has in common with the others of its run. */
export type RunParts = Partial<Pick<SessionParts, "clock" | "neighbours" | "runRegister">>;

/** One provider process, which the engine starts for one operation: what it learns ends with it. */
export class ProviderProcess {
  /** What a person was told. */
  readonly said: string[] = [];
  readonly #session: Session;
  readonly #close: () => Promise<void>;

  constructor(world: World, run: RunParts = {}) {
    const { clock = world.clock } = run;
    const parts = { clock, random: () => 0.5 };
    const client = createClient({}, world.environment, parts);
    this.#close = () => client.close();
    const say = (message: string): void => {
      this.said.push(message);
    };
    this.#session = new Session({
      ...run,
      clock,
      asOf: async () => momentOf(world.day),
      report: { info: say, warn: say, progress: () => undefined, flush: async () => undefined },
      findFaults: async () => [],
      openClient: async () => client,
    });
  }

  async check(kind: KindName, olds: Json, news: Json): Promise<{ inputs: Json; failures: readonly string[] }> {
    const { inputs, failures } = await check(KINDS[kind], this.#session, overTheWire(olds), overTheWire(news));
    return { inputs: overTheWire(inputs), failures: failures.map(({ reason }) => reason) };
  }

  /** Whether there is a difference. */
  async diff(kind: KindName, id: string, outs: Json, inputs: Json): Promise<boolean> {
    return (await diff(KINDS[kind], this.#session, overTheWire(outs), overTheWire(inputs), id)).changes;
  }

  async create(kind: KindName, inputs: Json): Promise<{ id: string; outs: Json }> {
    return overTheWire(await create(KINDS[kind], this.#session, overTheWire(inputs)));
  }

  async update(kind: KindName, outs: Json, inputs: Json): Promise<{ outs: Json }> {
    return overTheWire(await update(KINDS[kind], this.#session, overTheWire(outs), overTheWire(inputs)));
  }

  async read(kind: KindName, id: string, outs: Json): Promise<{ id: string; outs?: Json; inputs?: Json }> {
    return overTheWire(await read(KINDS[kind], this.#session, id, overTheWire(outs)));
  }

  async delete(kind: KindName, outs: Json): Promise<void> {
    await deleteResource(KINDS[kind], this.#session, overTheWire(outs));
  }

  /** The end of the process. */
  async close(): Promise<void> {
    await this.#close();
  }
}
