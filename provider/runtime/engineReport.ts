import type { Report } from "../lifecycle/report";
import { inTurn } from "../model/inTurn";

/** What the engine makes of a message. */
export type Severity = "INFO" | "WARNING" | "ERROR";

/** The engine's log: a report, and errors, by which alone no operation fails. */
export interface EngineReport extends Report {
  error(message: string, urn?: string): void;
}

/** One message for the engine. */
export interface Message {
  readonly severity: Severity;
  readonly text: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

/** Sends one message to the engine. */
export type Send = (message: Message) => Promise<void>;

/** Opens the engine's log at the address that the engine starts a provider with; done with the first message. */
export type Connect = (address: string) => Send;

/**
 * The engine's log as a report. Messages go one after the other, so that they are read in the order they were said;
 * without an engine's address they go nowhere. A log that can't be written never fails an operation.
 */
export function createEngineReport(address: string | undefined, connect: Connect): EngineReport {
  let send: Send | undefined;
  const takeTurn = inTurn();
  const say = (severity: Severity, ephemeral: boolean, text: string, urn = ""): void => {
    if (address === undefined) return;
    const sending = takeTurn(() => {
      send ??= connect(address);
      return send({ severity, text, urn, ephemeral });
    });
    sending.catch(() => undefined);
  };
  return {
    info: (message, urn) => say("INFO", false, message, urn),
    warn: (message, urn) => say("WARNING", false, message, urn),
    error: (message, urn) => say("ERROR", false, message, urn),
    progress: (message, urn) => say("INFO", true, message, urn),
    flush: () => takeTurn(() => Promise.resolve()),
  };
}
