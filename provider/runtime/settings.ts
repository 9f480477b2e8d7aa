import type { ChimeSettings } from "../chime/configuration/settings";
import { isUnknownOnTheWire } from "./unknowns";

/** What the host hands to `configure`: the stack's configuration, or the arguments of an explicit `Provider`. */
export interface HostConfig {
  get(key: string): unknown;
}

const TEXTS = ["endpoint", "region", "profile"] as const;
const NUMBERS = ["maxAttempts", "maxConcurrency", "maxRequestsPerSecond"] as const;

/** The settings of `chime:` as far as they are known, and the names of those that are not yet. */
export interface HostSettings {
  readonly settings: ChimeSettings;
  readonly unknown: readonly string[];
}

/** Stack configuration is text, so that numbers come as text too; what is no number stays for the check to refuse. */
function toNumber(value: unknown): unknown {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return Number.isNaN(number) ? value : number;
}

/** Reads the settings of `chime:` without judging them. */
export function readSettings(config: HostConfig): HostSettings {
  const all = [
    ...TEXTS.map((name) => [name, config.get(`chime:${name}`)] as const),
    ...NUMBERS.map((name) => [name, toNumber(config.get(`chime:${name}`))] as const),
  ];
  const unknown = all.filter(([, value]) => isUnknownOnTheWire(value)).map(([name]) => `chime:${name}`);
  const known = all.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return { settings: Object.fromEntries(known.filter(([, value]) => !isUnknownOnTheWire(value))), unknown };
}
