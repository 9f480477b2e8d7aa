/** The settings of a provider: what stands behind `chime:` in a stack's configuration. */
export const SETTING_NAMES = [
  "endpoint",
  "region",
  "profile",
  "maxAttempts",
  "maxConcurrency",
  "maxRequestsPerSecond",
  "unreadable",
] as const;

/** The name of one of them. */
export type SettingName = (typeof SETTING_NAMES)[number];
