/** The settings of a provider: what stands behind `chime:` in a stack's configuration. */
export const SETTING_NAMES = [
  "endpoint",
  "region",
  "profile",
  "maxAttempts",
  "maxConcurrency",
  "maxRequestsPerSecond",
  "unreadable",
  "asOf",
] as const;

/** Under which an explicit provider is told which of its settings are secret; not for programs. */
export const SECRET_SETTINGS = "chime-users:secret-settings";

/** Those of the native provider: the same, and what Pulumi has for native providers alone. */
export const NATIVE_SETTING_NAMES: readonly string[] = [...SETTING_NAMES, "detectDrift"];

/** The name of one that both fronts have. */
export type SettingName = (typeof SETTING_NAMES)[number];

/** What a preview or a refresh does where the account can't be read: goes on without it, or fails. */
export type Unreadable = "warn" | "fail";
