import type { WriteStream } from "node:tty";
import type { Report } from "../../lifecycle/report";
import { escapeHidden } from "../printable";

/** Where words on progress go: standard error, which is no part of the result. */
type Stream = Pick<WriteStream, "write"> & Partial<Pick<WriteStream, "isTTY" | "columns" | "clearLine" | "cursorTo">>;

/** A report for a person at a terminal, or for a log. */
export interface TerminalReport extends Report {
  /** How often progress is worth a word, in milliseconds; undefined: as rarely as in any log. */
  readonly progressMs?: number;
}

const ON_A_TERMINAL_MS = 200;

/** On a terminal progress is one line that is written over; elsewhere each word on it is a line of its own. */
export function createTerminalReport(stream: Stream, environment: NodeJS.ProcessEnv): TerminalReport {
  const overwrites = stream.isTTY === true && environment["TERM"] !== "dumb";
  let shown = false;
  const clear = (): void => {
    if (!shown) return;
    stream.cursorTo?.(0);
    stream.clearLine?.(0);
    shown = false;
  };
  const line = (text: string): void => {
    clear();
    stream.write(`${escapeHidden(text)}\n`);
  };
  return {
    ...(overwrites ? { progressMs: ON_A_TERMINAL_MS } : {}),
    info: line,
    warn: (message) => line(`warning: ${message}`),
    progress(message) {
      if (!overwrites) return line(message);
      clear();
      // A line that wraps could not be written over.
      stream.write(escapeHidden(message).slice(0, (stream.columns ?? 80) - 1));
      shown = true;
    },
    async flush() {
      clear();
    },
  };
}
