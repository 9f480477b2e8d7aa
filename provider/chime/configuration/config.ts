import { InputError } from "../../errors/inputError";
import { shorten } from "../../model/names";
import { readCaBundle } from "./caBundle";
import { DEFAULT_ENDPOINT, type Endpoint, parseEndpoint } from "./endpoint";
import {
  type ChimeSettings,
  DEFAULT_MAX_ATTEMPTS,
  DEFAULT_MAX_CONCURRENCY,
  DEFAULT_REGION,
  findSettingsFaults,
  isBlank,
} from "./settings";
import { readSharedProfile, type SharedProfile } from "./sharedProfile";

/** A proxy and the hosts that are reached without it. */
export interface ProxySettings {
  readonly url: string;
  readonly noProxy: string;
}

/** The settings with everything filled in from the environment and the shared AWS files. */
export interface ResolvedConfig {
  readonly endpoint: Endpoint;
  /** The region that requests are signed for. */
  readonly region: string;
  readonly maxAttempts: number;
  readonly maxConcurrency: number;
  readonly maxRequestsPerSecond?: number;
  readonly proxy?: ProxySettings;
  /** Certificates to trust besides the usual ones, PEM. */
  readonly extraCa?: readonly string[];
  /** The profile that a person set for this provider; wins over credentials in the environment. */
  readonly profileSetting?: string;
  readonly appId?: string;
  readonly environment: NodeJS.ProcessEnv;
}

interface Source {
  readonly name: string;
  readonly read: () => string | undefined;
}

function endpointSources(settings: ChimeSettings, env: NodeJS.ProcessEnv, profile: SharedProfile): Source[] {
  const own: Source = { name: "chime:endpoint", read: () => settings.endpoint };
  const ignore = env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? profile.values["ignore_configured_endpoint_urls"] ?? "";
  if (ignore.trim().toLowerCase() === "true") return [own];
  return [
    own,
    { name: "AWS_ENDPOINT_URL_CHIME", read: () => env["AWS_ENDPOINT_URL_CHIME"] },
    { name: "AWS_ENDPOINT_URL", read: () => env["AWS_ENDPOINT_URL"] },
    {
      name: `endpoint_url of chime in the services section of profile "${profile.name}"`,
      read: () => profile.serviceValue("chime.endpoint_url"),
    },
    { name: `endpoint_url of profile "${profile.name}"`, read: () => profile.values["endpoint_url"] },
  ];
}

function resolveEndpoint(sources: readonly Source[]): Endpoint {
  for (const { name, read } of sources) {
    const text = read();
    if (isBlank(text)) continue;
    const endpoint = parseEndpoint(text, name);
    if (endpoint instanceof InputError) throw endpoint;
    return endpoint;
  }
  return DEFAULT_ENDPOINT;
}

function resolveMaxAttempts(settings: ChimeSettings, env: NodeJS.ProcessEnv, profile: SharedProfile): number {
  if (settings.maxAttempts !== undefined) return settings.maxAttempts;
  const sources: [string, string | undefined][] = [
    ["AWS_MAX_ATTEMPTS", env["AWS_MAX_ATTEMPTS"]],
    [`max_attempts of profile "${profile.name}"`, profile.values["max_attempts"]],
  ];
  for (const [name, text] of sources) {
    if (isBlank(text)) continue;
    const attempts = Number(text);
    if (Number.isSafeInteger(attempts) && attempts >= 1) return attempts;
    throw new InputError(name, `must be a whole number of at least 1, not ${shorten(text)}.`);
  }
  return DEFAULT_MAX_ATTEMPTS;
}

/** The first of the variables that says something, the lower-case spelling before the upper-case one as with curl. */
function eitherCase(env: NodeJS.ProcessEnv, name: string): [string, string] | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = env[spelling];
    if (!isBlank(value)) return [spelling, value.trim()];
  }
  return undefined;
}

function resolveProxy(endpoint: Endpoint, env: NodeJS.ProcessEnv): ProxySettings | undefined {
  const found = eitherCase(env, endpoint.origin.startsWith("https:") ? "HTTPS_PROXY" : "HTTP_PROXY");
  if (!found) return undefined;
  const [name, value] = found;
  // "proxy.example.com:3128" without a scheme is common, and http is what it means.
  const url = value.includes("://") ? value : `http://${value}`;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new InputError(name, 'must be the URL of an http or https proxy such as "http://proxy.example.com:3128".');
  }
  return { url, noProxy: eitherCase(env, "NO_PROXY")?.[1] ?? "" };
}

async function resolveExtraCa(env: NodeJS.ProcessEnv, profile: SharedProfile): Promise<readonly string[] | undefined> {
  const own = env["AWS_CA_BUNDLE"];
  if (!isBlank(own)) return readCaBundle(own, "AWS_CA_BUNDLE");
  const shared = profile.values["ca_bundle"];
  return isBlank(shared) ? undefined : readCaBundle(shared, `ca_bundle of profile "${profile.name}"`);
}

/**
 * Works out the configuration: the settings first, then the environment, then the shared AWS files, then the
 * defaults. Throws an InputError that names the first source with a fault.
 */
export async function resolveConfig(
  settings: ChimeSettings,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ResolvedConfig> {
  const [fault] = findSettingsFaults(settings);
  if (fault) throw fault;
  const profile = await readSharedProfile(settings.profile, environment);
  const endpoint = resolveEndpoint(endpointSources(settings, environment, profile));
  const proxy = resolveProxy(endpoint, environment);
  const extraCa = await resolveExtraCa(environment, profile);
  const appId = environment["AWS_SDK_UA_APP_ID"] ?? profile.values["sdk_ua_app_id"];
  const { maxRequestsPerSecond } = settings;
  return {
    endpoint,
    region: isBlank(settings.region) ? DEFAULT_REGION : settings.region,
    maxAttempts: resolveMaxAttempts(settings, environment, profile),
    maxConcurrency: settings.maxConcurrency ?? DEFAULT_MAX_CONCURRENCY,
    environment,
    ...(maxRequestsPerSecond === undefined ? {} : { maxRequestsPerSecond }),
    ...(proxy ? { proxy } : {}),
    ...(extraCa ? { extraCa } : {}),
    ...(isBlank(settings.profile) ? {} : { profileSetting: settings.profile }),
    ...(isBlank(appId) ? {} : { appId }),
  };
}
