import { appendFileSync } from "node:fs";
import { HIDDEN } from "../../model/hiddenArguments";
import { refusedFileOf } from "../../model/refused";

/**
 * What stands against resources in a preview. The engine ends a run at the first failure of a check or a diff, and the
 * others are never heard of: so a failure is told beside its resource, as an error, and noted in a file by which the program
 * fails once the engine has asked about all of its resources. Where the program can't be reached, and in anything but a
 * preview, it is the engine that has to fail.
 */
export class Refusals {
  readonly #tell: (text: string, urn: string) => void;
  readonly #refused = new Set<string>();
  #file: string | undefined;

  /** `tell` says something as an error. */
  constructor(tell: (text: string, urn: string) => void) {
    this.#tell = tell;
  }

  /** Takes what the resource's class says of the run. */
  noteRun(news: Readonly<Record<string, unknown>>): void {
    const { [HIDDEN.preview]: isPreview, [HIDDEN.claims]: claims } = news;
    this.#file = isPreview === true && typeof claims === "string" && claims !== "" ? refusedFileOf(claims) : undefined;
  }

  /** Whether a resource is refused already: no more is asked of it. */
  has(urn: string | undefined): boolean {
    return urn !== undefined && this.#refused.has(urn);
  }

  /** Tells what stands against a resource and sees to it that the program fails; false: that is left to the engine. */
  take(urn: string | undefined, texts: readonly string[]): boolean {
    if (urn === undefined || this.#file === undefined || texts.length === 0) return false;
    try {
      appendFileSync(this.#file, `${urn}\n`, { mode: 0o600 });
    } catch {
      return false;
    }
    this.#refused.add(urn);
    for (const text of texts) this.#tell(text, urn);
    return true;
  }
}
