import { Neighbors, type NoticeBoard } from "./neighbors";
import { OpenedPace } from "./openedPace";
import type { Pace } from "./pace";
import { ToldPace } from "./toldPace";

/**
 * A pace that keeps below `maxRequestsPerSecond`, and below what the service turns out to allow. Every request that
 * was sent is to be told of again: `answered` or `throttled`. Whoever was told a rate has it for itself; the others
 * share what the service allows with those on the same `board`.
 */
export function createPace(maxRequestsPerSecond: number | undefined, board?: NoticeBoard): Pace {
  return maxRequestsPerSecond === undefined ? new OpenedPace(new Neighbors(board)) : new ToldPace(maxRequestsPerSecond);
}
