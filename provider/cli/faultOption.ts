import { InvalidArgumentError } from "commander";
import { type ConnectionFault, type FaultScript, OPERATION_NAMES } from "../testing";

/** Puts one fault of the command line into a server's script. */
export type ScriptFault = (script: FaultScript) => void;

const CONNECTION_FAULTS: readonly ConnectionFault[] = ["drop", "reset", "hang", "truncate", "malformed"];

/** `BatchUpdateUser:429:2`, `ListUsers:drop`, `*:503:1`. */
export function parseFault(text: string): ScriptFault {
  const [name, what = "", timesText, ...rest] = text.split(":");
  const operation = name === "*" ? "*" : OPERATION_NAMES.find((known) => known === name);
  if (operation === undefined) {
    throw new InvalidArgumentError(`"${name}" is not an operation; use one of ${OPERATION_NAMES.join(", ")}, or *.`);
  }
  const connection = CONNECTION_FAULTS.find((known) => known === what);
  if (rest.length > 0 || (connection === undefined && !/^[45]\d\d$/.test(what))) {
    throw new InvalidArgumentError(
      `"${what}" is neither a status from 400 to 599 nor ${CONNECTION_FAULTS.join(", ")}.`,
    );
  }
  const fault = connection === undefined ? { status: Number(what) } : { connection };
  const times = parseTimes(timesText);
  return (script) => (times === undefined ? script.always(operation, fault) : script.next(operation, fault, times));
}

/** `pat@example.com:Throttled:2`, `USERID:Forbidden`. */
export function parseUserFault(text: string): ScriptFault {
  const [user, code, timesText, ...rest] = text.split(":");
  if (!user || !code || rest.length > 0) throw new InvalidArgumentError("It must be USER:CODE or USER:CODE:TIMES.");
  const times = parseTimes(timesText);
  return (script) => script.user(user, { code, ...(times !== undefined && { times }) });
}

function parseTimes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(`"${text}" is not a number of times.`);
  return Number(text);
}
