import type { ChimeSettings } from "../chime/settings";
import { InputError } from "../errors/inputError";
import { isUnknownOnTheWire } from "./unknowns";

/** What the host hands to `configure`: the stack's configuration, or the arguments of an explicit `Provider`. */
export interface HostConfig {
  get(key: string): unknown;
}

const TEXTS = ["endpoint", "region", "profile"] as const;
const NUMBERS = ["maxAttempts", "maxConcurrency", "maxRequestsPerSecond"] as const;

function read(config: HostConfig, name: string): unknown {
  const value = config.get(`chime:${name}`);
  if (isUnknownOnTheWire(value)) {
    throw new InputError(`chime:${name}`, "not known before pulumi up, so the account can't be asked before");
  }
  return value === undefined || value === null || value === "" ? undefined : value;
}

/** Reads the settings of `chime:`. Stack configuration is text, so that numbers come as text too. Throws InputError. */
export function readSettings(config: HostConfig): ChimeSettings {
  const texts = TEXTS.map((name) => [name, read(config, name)] as const);
  const numbers = NUMBERS.map((name) => {
    const value = read(config, name);
    return [name, typeof value === "string" ? Number(value.trim()) : value] as const;
  });
  return Object.fromEntries([...texts, ...numbers].filter(([, value]) => value !== undefined));
}
