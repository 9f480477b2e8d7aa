import { UNKNOWN } from "../../model/unknown";
import type { Row } from "./argument";
import { type Arguments, ROWS } from "./table";

type SettingName = keyof Arguments;
type Values = { readonly [K in SettingName]: ReturnType<Arguments[K]["decode"]> };
type OptionalName = { [K in SettingName]: undefined extends Values[K] ? K : never }[SettingName];

/** What a program says beside its users, with the defaults filled in: a member for each row of the table. */
export type Settings = Omit<Values, OptionalName> & {
  readonly [K in OptionalName]?: Exclude<Values[K], undefined>;
};

/** Makes settings of what is said of each row; what comes out undefined is not there. */
function makeSettings(read: (name: SettingName, row: Row) => unknown): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, row] of ROWS) {
    const value = read(name, row);
    if (value !== undefined) settings[name] = value;
  }
  return settings as unknown as Settings;
}

/** The settings in the arguments of a program, with the default for each that is absent or not known yet. */
export function parseSettings(args: Readonly<Record<string, unknown>>): Settings {
  return makeSettings((name, row) => {
    const given = args[name];
    return given === undefined || given === UNKNOWN ? row.fallback : row.parse(given);
  });
}

/** The settings as they stand in inputs and state; what is as by default is left out. */
export function encodeSettings(
  settings: Settings,
  isUnknown: (name: string) => boolean = () => false,
): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const [name, row] of ROWS) {
    const value = isUnknown(name) ? UNKNOWN : row.encode(settings[name]);
    if (value !== undefined) props[name] = value;
  }
  return props;
}

/** Reads what `encodeSettings` wrote. */
export function decodeSettings(props: Readonly<Record<string, unknown>>): Settings {
  return makeSettings((name, row) => row.decode(props[name] === UNKNOWN ? undefined : props[name]));
}

/** Whether an update has to take over settings, whatever the users are like. */
export function settingsDiffer(before: Settings, now: Settings): boolean {
  return ROWS.some(([name, row]) => row.onChange === "update" && !row.equal(before[name], now[name]));
}

/** The arguments of which a change asks for another resource, and that have changed. */
export function findReplaced(before: Settings, now: Settings): string[] {
  return ROWS.filter(([name, row]) => row.onChange === "replace" && !row.equal(before[name], now[name])).map(
    ([name]) => name,
  );
}

/** The names in one argument, where it has any. */
export function textsOf(settings: Settings, name: string): Iterable<string> {
  const row = ROWS.find(([known]) => known === name);
  return row?.[1].textsOf?.(settings[row[0]]) ?? [];
}
