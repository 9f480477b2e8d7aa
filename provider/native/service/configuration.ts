import { findSettingsFaults } from "../../chime/configuration/settings";
import type { InputError } from "../../errors/inputError";
import { NATIVE_SETTING_NAMES, SECRET_SETTINGS } from "../../model/settingNames";
import { UNKNOWN } from "../../model/unknown";
import { findAsOfFaults, findUnreadableFaults, type HostConfig, readSettings } from "../../runtime/settings";
import { findUnknownSettings } from "../../runtime/unknownSettings";
import type { Received } from "../wire/readProps";
import { UNKNOWN_TEXT } from "../wire/signatures";
import { findDetectDriftFaults } from "./detectDrift";

/** What the engine keeps beside a provider's own settings. */
const OF_THE_ENGINE = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

/**
 * The provider's settings as both fronts read them, by `chime:` and their name. Unknown values are as on the wire.
 * In a project of that name what begins with `chime:` is the program's own configuration, too.
 */
export function configOf({ props, secretNames }: Received, project: string): HostConfig {
  const own = Object.entries(props).filter(([name]) => !OF_THE_ENGINE.includes(name));
  const rawConfig = Object.fromEntries(
    own.map(([name, value]) => [`chime:${name}`, value === UNKNOWN ? UNKNOWN_TEXT : value]),
  );
  const secret = secretNames.map((name) => `chime:${name}`);
  const get = (key: string): unknown => (key === SECRET_SETTINGS ? secret : rawConfig[key]);
  const hostConfig = { get, rawConfig, projectName: project };
  return hostConfig;
}

/** Everything that is wrong with the provider's settings. */
export function findConfigFaults(config: HostConfig): InputError[] {
  return [
    ...findUnknownSettings(config, NATIVE_SETTING_NAMES),
    ...findSettingsFaults(readSettings(config).settings),
    ...findUnreadableFaults(config),
    ...findAsOfFaults(config),
    ...findDetectDriftFaults(config),
  ];
}

/** The project in the URN of a provider; empty where there is none. */
export function projectOf(urn: string): string {
  return urn.split("::")[1] ?? "";
}
