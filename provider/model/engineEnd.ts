import { connect, isIP } from "node:net";
import { listenerAt } from "./listener";

/** How often it is looked whether an engine is there, in milliseconds. */
const STEP_MS = 2_000;
/** So many refusals in a row mean that nobody listens any more, and not that too many came at once. */
const REFUSALS = 2;

/** An engine, as the processes know it that it has started. */
export interface Engine {
  readonly address: string;
  /** Who listens there, see `listenerAt`; undefined where the system does not tell. */
  readonly listener: string | undefined;
}

/** The engine at an address, for a process that it has just started. */
export function engineAt(address: string): Engine {
  return { address, listener: listenerAt(address) };
}

/** Whether an engine has ended, as far as that can be told at once. */
export function hasEnded({ address, listener }: Engine): boolean {
  return listener !== undefined && listenerAt(address) !== listener;
}

/** Whether a connection is refused: on the other systems, by which an engine tells that it is there. */
function isRefused(address: string): Promise<boolean> {
  const [host = "", port = ""] = address.split(":");
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    socket.unref();
    socket.setTimeout(STEP_MS, () => socket.destroy());
    socket.on("connect", () => socket.destroy());
    socket.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "ECONNREFUSED"));
    socket.on("close", () => resolve(false));
  });
}

/**
 * Does something once an engine has ended. A process that the engine has started may outlive it, where it is killed, and a
 * program that runs others may live for days. Keeps no process alive.
 */
export function onceEnded(engine: Engine, then: () => void): void {
  const isKnown = engine.listener !== undefined;
  if (!isKnown && isIP(engine.address.split(":")[0] ?? "") === 0) return;
  let refusals = 0;
  let wasThere = false;
  const look = async (): Promise<void> => {
    const isGone = isKnown ? hasEnded(engine) : await isRefused(engine.address);
    refusals = isGone ? refusals + 1 : 0;
    wasThere ||= isKnown || !isGone;
    if (wasThere && refusals >= (isKnown ? 1 : REFUSALS)) then();
    else setTimeout(look, STEP_MS).unref();
  };
  setTimeout(look, STEP_MS).unref();
}
