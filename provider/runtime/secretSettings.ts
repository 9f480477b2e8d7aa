import { nameEndpoint } from "../chime/configuration/endpoint";
import { shorten } from "../model/names";
import { SECRET_SETTINGS } from "../model/settingNames";
import type { HostConfig } from "./settings";

/** All ways in which a message may have an address: as it was given, as a refusal names it, and as the client does. */
function spellingsOf(value: string): string[] {
  const told = [value, shorten(value), nameEndpoint(value)];
  if (!URL.canParse(value)) return told;
  const { href, origin, host } = new URL(value);
  // What is no address of the web has no origin.
  return [...told, href, host, ...(origin === "null" ? [] : [origin])];
}

/** The values of the settings that are secret: no message may have one of them. */
export function readSecretSettings(config: HostConfig): string[] {
  const names = config.get(SECRET_SETTINGS);
  if (!Array.isArray(names)) return [];
  const values = names.map((name: unknown) => (typeof name === "string" ? config.get(name) : undefined));
  return values.flatMap((value) => (typeof value === "string" ? spellingsOf(value) : []));
}
