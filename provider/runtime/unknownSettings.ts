import { InputError } from "../errors/inputError";
import { nameOf } from "../model/names";
import { nearest } from "../model/nearest";
import { NATIVE_SETTING_NAMES, SETTING_NAMES } from "../model/settingNames";
import type { HostConfig } from "./settings";

const PREFIX = "chime:";

/** As the host makes the object that it hands to `configure`; its members are private there. */
interface HostConfigInside {
  readonly rawConfig?: unknown;
  readonly projectName?: unknown;
}

/** The names behind `chime:`; none where the host does not let them be seen. */
function namesIn(config: HostConfig): string[] {
  const { rawConfig, projectName } = config as HostConfigInside;
  // Of a project of that name it is the program's own configuration, too.
  if (typeof rawConfig !== "object" || rawConfig === null || projectName === "chime") return [];
  return Object.keys(rawConfig).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []));
}

function faultOf(name: string, names: readonly string[]): InputError {
  const meant = nearest(name, names, Math.max(2, Math.floor(name.length / 3)));
  const guess = meant === undefined ? "" : ` Did you mean ${PREFIX}${meant}?`;
  return new InputError(
    `${PREFIX}${nameOf(name)}`,
    `there is no such setting.${guess} There are: ${names.join(", ")}.`,
  );
}

/**
 * Each name behind `chime:` that is no setting: it would be passed over, and nobody would know. `names`: the settings that
 * are suggested; those of the other front may stand there too, since a program may have resources of both.
 */
export function findUnknownSettings(config: HostConfig, names: readonly string[] = SETTING_NAMES): InputError[] {
  const known = new Set<string>(NATIVE_SETTING_NAMES);
  return namesIn(config)
    .filter((name) => !known.has(name))
    .map((name) => faultOf(name, names));
}
