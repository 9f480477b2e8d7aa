import { createInterface } from "node:readline";

/** The exit status of a program that Ctrl-C has ended, as a shell has it. */
const INTERRUPTED = 130;
const CTRL_C = 3;

/**
 * Ctrl-C: once, and nothing more begins; twice, and what is under way is cancelled; a third time, or while a question waits, and the
 * program ends. A terminal would send the signal to Pulumi too, which cancels at the first, so that while this listens
 * the terminal sends none: it hands over the key (raw mode).
 */
export class Interrupt {
  readonly #stop = new AbortController();
  readonly #cancel = new AbortController();
  readonly #tell: (text: string) => void;
  #isAsking = false;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, this.#come);
    this.#listen();
  }

  /** Whether nothing more is to begin. */
  get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Cancels what is under way. */
  get cancelled(): AbortSignal {
    return this.#cancel.signal;
  }

  /** Resolves with whether the answer is y. Where nobody is there to answer there is no line, and that is a no. */
  async confirm(question: string): Promise<boolean> {
    this.leave();
    this.#isAsking = true;
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await new Promise<string>((resolve) => {
      lines.on("SIGINT", this.#come);
      lines.once("line", resolve);
      lines.once("close", () => resolve(""));
      lines.setPrompt(question);
      lines.prompt();
    });
    lines.close();
    this.#isAsking = false;
    this.#listen();
    return answer.trim() === "y";
  }

  /** Gives the terminal back: a program that listens to it does not end. */
  leave(): void {
    if (!this.#hasTerminal()) return;
    process.stdin.off("data", this.#hear).pause();
    process.stdin.setRawMode(false);
  }

  /** Whether a person has this on a terminal. One that writes elsewhere may be in the background, where none may listen. */
  #hasTerminal(): boolean {
    return process.stdin.isTTY && process.stdout.isTTY;
  }

  #listen(): void {
    if (!this.#hasTerminal()) return;
    process.stdin.setRawMode(true);
    process.stdin.on("data", this.#hear).resume();
  }

  readonly #hear = (keys: Buffer): void => {
    for (const key of keys) if (key === CTRL_C) this.#come();
  };

  readonly #come = (): void => {
    if (this.#isAsking || this.#cancel.signal.aborted) {
      process.stdout.write("\n");
      process.exit(INTERRUPTED);
    }
    if (this.isStopped) {
      this.#tell("Cancelling.");
      this.#cancel.abort();
    } else {
      this.#tell("Stopping: what is under way is finished, nothing more begins. Ctrl-C again cancels.");
      this.#stop.abort();
    }
  };
}
