import type { Spec } from "./arguments";
import type { Documentation } from "./documentation";

/** What each setting of the provider may be. */
export const SETTING_TYPES: Readonly<Record<string, Spec>> = {
  endpoint: { type: "string" },
  region: { type: "string" },
  profile: { type: "string" },
  maxAttempts: { type: "integer" },
  maxConcurrency: { type: "integer" },
  maxRequestsPerSecond: { type: "number" },
  unreadable: { type: "string" },
  asOf: { type: "string" },
  detectDrift: { type: "boolean" },
};

/** The settings of the provider, each with its docstring. */
export function settingSpecs(documentation: Documentation): Record<string, Spec> {
  const specs = Object.entries(SETTING_TYPES).map(([name, type]): [string, Spec] => [
    name,
    { ...type, description: documentation(`NativeProviderArgs.${name}`) },
  ]);
  return Object.fromEntries(specs);
}
