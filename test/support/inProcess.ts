import { createClient } from "../../provider/chime/client";
import type { Kind } from "../../provider/lifecycle/kind";
import { parseInputs } from "../../provider/lifecycle/parseInputs";
import { Session } from "../../provider/lifecycle/session";
import { encodeInputs } from "../../provider/lifecycle/state";
import { decodeIdentity, encodeIdentity } from "../../provider/runtime/dynamic/identity";
import { FastClock } from "./fastClock";

/** The provider's own parts in this process, on a clock on which waiting takes no time. */
export interface InProcess {
  readonly session: Session;
  /** What a person was told, warnings among it. */
  readonly said: string[];
  close(): Promise<void>;
}

/** A provider process as the engine starts one for each operation, without the process. */
export function openInProcess(
  environment: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, unknown>> = {},
): InProcess {
  const clock = new FastClock();
  const client = createClient(settings, { ...environment, AWS_EC2_METADATA_DISABLED: "true" }, { clock });
  const said: string[] = [];
  const say = (text: string): void => {
    said.push(text);
  };
  const report = { info: say, warn: say, progress: () => undefined, flush: async () => undefined };
  const session = new Session({ report, clock, findFaults: async () => [], openClient: async () => client });
  return { session, said, close: () => client.close() };
}

/** Arguments as check makes inputs of them. */
export function inputsOf(kind: Kind, args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { declaration, failures } = parseInputs(kind, args, {}, 0);
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  return { ...encodeInputs(kind, declaration), ...encodeIdentity(decodeIdentity(args)) };
}
