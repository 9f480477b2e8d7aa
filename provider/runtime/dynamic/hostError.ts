import { fitMessage } from "../fitMessage";

/** What stands in the host's echo of an error of ours, for `muteHostEcho` to know it by. */
const ECHO = "pulumi-chime-users answered with an error";

/** An error for the dynamic provider's host, whose message alone reaches the engine, without what `mask` takes out. */
export function toHostError(error: unknown, mask: (text: string) => string = (text) => text): Error {
  const host = new Error(fitMessage(mask(error instanceof Error ? error.message : String(error))));
  host.toString = () => ECHO;
  return host;
}

/**
 * The host prints `${error}: ${error.stack}` beside the answer that the engine shows anyway, and the engine puts that
 * under the stack as another message, stack trace included. A person at the terminal is to read each error once.
 */
export function muteHostEcho(): void {
  // Not through the linter's back: it is the console of the host, in whose process this runs, that is kept quiet.
  const host = console;
  const print = host.error;
  host.error = (...args: unknown[]) => {
    if (typeof args[0] !== "string" || !args[0].startsWith(ECHO)) print(...args);
  };
}
