import type { Clock, Random } from "../../model/clock";
import type { WritableCallCounter } from "../callCounter";
import { type CallOptions, withPatience } from "../callOptions";
import { type ResolvedConfig, resolveConfig } from "../configuration/config";
import { createCredentialSource } from "../configuration/credentials";
import { DEFAULT_ENDPOINT } from "../configuration/endpoint";
import type { ChimeSettings } from "../configuration/settings";
import { userAgent } from "../configuration/userAgent";
import { openNoticeFolder } from "../pace/noticeFolder";
import { createRateLimiter } from "../pace/rateLimiter";
import { createSlots } from "../pace/slots";
import type { Progress } from "../progress";
import { type Call, Exchange, type SharedParts } from "./exchange";
import { createSigner } from "./signing";
import { createTransport, DEFAULT_TIMEOUTS, type Timeouts } from "./transport";

/** What a session is made of besides the settings. */
export interface SessionParts {
  readonly environment: NodeJS.ProcessEnv | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly counter: WritableCallCounter;
  readonly progress: Progress;
  readonly timeouts: Partial<Timeouts>;
  /** Is told what a call waits for, where that takes long. */
  readonly tell: ((text: string) => void) | undefined;
}

/** Connections, credentials, pace and clock offset of one client. */
export interface Session {
  send<Output>(call: Call<Output>, options: CallOptions): Promise<Output>;
  /** Where requests go, where that is not the service's own endpoint. */
  readonly elsewhere: string | undefined;
  close(): Promise<void>;
}

/** What stands for the limit that requests come under: the service, and whose requests they are. */
function limitOf({ endpoint, profileSetting, environment }: ResolvedConfig): string {
  const who = profileSetting ?? (environment["AWS_ACCESS_KEY_ID"] || environment["AWS_PROFILE"] || "default");
  return `${endpoint.origin} ${who}`;
}

/** Resolves the settings and makes everything that takes a while to load. Throws an InputError for a wrong setting. */
export async function openSession(settings: ChimeSettings, parts: SessionParts): Promise<Session> {
  const { clock, random, counter, progress } = parts;
  const config = await resolveConfig(settings, parts.environment);
  const board = config.maxRequestsPerSecond === undefined ? openNoticeFolder(limitOf(config), clock) : undefined;
  const shared: SharedParts = {
    config,
    clock,
    random,
    counter,
    progress,
    credentials: createCredentialSource(config.profileSetting, config.environment),
    sign: createSigner(config.endpoint, config.region),
    transport: createTransport(config, { ...DEFAULT_TIMEOUTS, ...parts.timeouts }),
    limiter: createRateLimiter(clock, config.maxRequestsPerSecond, board),
    slots: createSlots(config.maxConcurrency),
    userAgent: userAgent(config.appId),
    tell: parts.tell,
    clockOffsetMs: 0,
  };
  const { origin, basePath } = config.endpoint;
  return {
    elsewhere: origin === DEFAULT_ENDPOINT.origin ? undefined : `${origin}${basePath}`,
    send: (call, options) =>
      withPatience(options, clock, progress, (signal) =>
        new Exchange(shared, call, { ...options, ...(signal ? { signal } : {}) }).run(),
      ),
    close: () => {
      board?.close();
      return shared.transport.close();
    },
  };
}
