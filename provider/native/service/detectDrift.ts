import { isBlank } from "../../chime/configuration/settings";
import { InputError } from "../../errors/inputError";
import { shorten } from "../../model/names";
import type { HostConfig } from "../../runtime/settings";
import { isUnknownOnTheWire } from "../../runtime/unknowns";

const SETTING = "chime:detectDrift";

/** Stack configuration is text, arguments of a provider may be. */
function read(config: HostConfig): unknown {
  const value = config.get(SETTING);
  return value === "true" || value === "false" ? value === "true" : value;
}

/** Whether plain previews are to see drift. */
export function readDetectDrift(config: HostConfig): boolean {
  return read(config) === true;
}

/** What is wrong with that setting, if anything. */
export function findDetectDriftFaults(config: HostConfig): InputError[] {
  const value = read(config);
  if (isBlank(value) || isUnknownOnTheWire(value) || typeof value === "boolean") return [];
  return [new InputError(SETTING, `must be true or false, not ${shorten(value)}.`)];
}
