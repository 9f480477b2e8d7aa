import { type ChimeSettings, isBlank } from "../chime/configuration/settings";
import { InputError } from "../errors/inputError";
import { parseMoment, whyNotMoment } from "../model/moment";
import { shorten } from "../model/names";
import type { SettingName, Unreadable } from "../model/settingNames";
import { isUnknownOnTheWire } from "./unknowns";

/** What the host hands to `configure`: the stack's configuration, or the arguments of an explicit `Provider`. */
export interface HostConfig {
  get(key: string): unknown;
}

const TEXTS = ["endpoint", "region", "profile"] as const satisfies SettingName[];
const NUMBERS = ["maxAttempts", "maxConcurrency", "maxRequestsPerSecond"] as const satisfies SettingName[];

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

const UNREADABLE = "chime:unreadable";

/** What to do where an account can't be read; what is wrong, or not known yet, is as by default. */
export function readUnreadable(config: HostConfig): Unreadable {
  return config.get(UNREADABLE) === "fail" ? "fail" : "warn";
}

/** What is wrong with that setting, if anything. */
export function findUnreadableFaults(config: HostConfig): InputError[] {
  const value = config.get(UNREADABLE);
  if (isBlank(value) || isUnknownOnTheWire(value) || value === "warn" || value === "fail") return [];
  return [new InputError(UNREADABLE, `must be "warn" or "fail", not ${shorten(value)}.`)];
}

const AS_OF = "chime:asOf";

/**
 * The moment that the times of entries are held against, in milliseconds since 1970; undefined: now. What is wrong, or not known
 * yet, is as by default.
 */
export function readAsOf(config: HostConfig): number | undefined {
  const value = config.get(AS_OF);
  return typeof value === "string" ? parseMoment(value.trim()) : undefined;
}

/** What is wrong with that setting, if anything. */
export function findAsOfFaults(config: HostConfig): InputError[] {
  const value = config.get(AS_OF);
  if (isBlank(value) || isUnknownOnTheWire(value)) return [];
  const why = typeof value === "string" ? whyNotMoment(value.trim()) : "is no text";
  if (why === undefined) return [];
  const form = 'a day such as "2027-01-01", or an instant with its offset such as "2027-01-01T08:00:00+01:00"';
  return [new InputError(AS_OF, `must be ${form}; ${shorten(value)} ${why}.`)];
}
