import { OpenedPace } from "./openedPace";
import type { Pace } from "./pace";
import { ToldPace } from "./toldPace";

/**
 * A pace that keeps below `maxRequestsPerSecond`, and below what the service turns out to allow. Every request that
 * was sent is to be told of again: `answered` or `throttled`.
 */
export function createPace(maxRequestsPerSecond: number | undefined): Pace {
  return maxRequestsPerSecond === undefined ? new OpenedPace() : new ToldPace(maxRequestsPerSecond);
}
