import { systemClock } from "../../provider/model/clock";
import { Broken } from "./verdict";
import type { World } from "./world";

/**
 * Lives something through in the world's own time: rounds of retries wait on the machine's clock otherwise. What goes
 * wrong is thrown with the place that it came to, which `work` tells with `at`.
 */
export async function inIdleTime(world: World, work: (at: (place: string) => void) => Promise<void>): Promise<void> {
  const sleep = systemClock.sleep;
  systemClock.sleep = (ms, signal) => world.clock.sleep(ms, signal);
  let place = "the beginning";
  try {
    await work((now) => {
      place = now;
    });
  } catch (error) {
    const text = error instanceof Broken ? error.message : error instanceof Error ? error.stack : String(error);
    throw new Error(`at ${place}: ${text}`);
  } finally {
    systemClock.sleep = sleep;
  }
}
