import { InputError } from "../../errors/inputError";
import { shorten } from "../../model/names";
import { parseEndpoint } from "./endpoint";

/** What a person may set for the connection to the service. Every member may be absent; an empty text counts as absent. */
export interface ChimeSettings {
  /** Where requests go, with a base path if need be. Default: the AWS settings, then `https://chime.us-east-1.amazonaws.com`. */
  readonly endpoint?: string;
  /** The region that requests are signed for. Default: `us-east-1`, where the service lives; AWS_REGION has no say. */
  readonly region?: string;
  /** The profile of the shared AWS files. Default: AWS_PROFILE, then `default`. */
  readonly profile?: string;
  /** How often a request is sent before its failure is reported, the first time included. Whole number >= 1, default 5. */
  readonly maxAttempts?: number;
  /** Requests under way at once. Whole number >= 1, default 8. */
  readonly maxConcurrency?: number;
  /** Requests sent a second, at most. > 0, fractions allowed. Default: none, the pace adapts to what the service answers. */
  readonly maxRequestsPerSecond?: number;
}

/** The one region that the service lived in. */
export const DEFAULT_REGION = "us-east-1";

/** Attempts a request has by default. */
export const DEFAULT_MAX_ATTEMPTS = 5;

/** Requests under way at once by default. */
export const DEFAULT_MAX_CONCURRENCY = 8;

type Check = (value: unknown, path: string) => InputError | undefined;

const checkWhole: Check = (value, path) =>
  Number.isSafeInteger(value) && Number(value) >= 1
    ? undefined
    : new InputError(path, `must be a whole number of at least 1, not ${shorten(value)}.`);

const checkPositive: Check = (value, path) =>
  typeof value === "number" && Number.isFinite(value) && value > 0
    ? undefined
    : new InputError(path, `must be a number above 0, not ${shorten(value)}.`);

const checkEndpoint: Check = (value, path) => {
  const endpoint = parseEndpoint(value, path);
  return endpoint instanceof InputError ? endpoint : undefined;
};

function checkText(pattern: RegExp, form: string): Check {
  return (value, path) =>
    typeof value === "string" && pattern.test(value)
      ? undefined
      : new InputError(path, `must be ${form}, not ${shorten(value)}.`);
}

const CHECKS: Record<keyof ChimeSettings, Check> = {
  endpoint: checkEndpoint,
  region: checkText(/^[a-z0-9-]+$/, 'an AWS region such as "us-east-1"'),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  profile: checkText(/^[^\u0000-\u001f\u007f]+$/, "the name of a profile"),
  maxAttempts: checkWhole,
  maxConcurrency: checkWhole,
  maxRequestsPerSecond: checkPositive,
};

/** Whether a text says nothing: absent, empty, or white space alone. */
export function isBlank(value: unknown): value is undefined | null | "" {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/**
 * Everything that is wrong with the settings as they stand, each named `chime:<setting>`. Reads no file and no
 * environment, so it can run in a preview without access.
 */
export function findSettingsFaults(settings: ChimeSettings): readonly InputError[] {
  const names = Object.keys(CHECKS) as (keyof ChimeSettings)[];
  return names
    .filter((name) => !isBlank(settings[name]))
    .map((name) => CHECKS[name](settings[name], `chime:${name}`))
    .filter((fault) => fault !== undefined);
}
