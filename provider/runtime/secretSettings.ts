import { SECRET_SETTINGS } from "../model/settingNames";
import type { HostConfig } from "./settings";

/** All ways in which a message may have an address: as it was given, and as the client names it. */
function spellingsOf(value: string): string[] {
  if (!URL.canParse(value)) return [value];
  const { href, origin, host } = new URL(value);
  return [value, href, origin, host];
}

/** The values of the settings that are secret: no message may have one of them. */
export function readSecretSettings(config: HostConfig): string[] {
  const names = config.get(SECRET_SETTINGS);
  if (!Array.isArray(names)) return [];
  const values = names.map((name: unknown) => (typeof name === "string" ? config.get(name) : undefined));
  return values.flatMap((value) => (typeof value === "string" ? spellingsOf(value) : []));
}
