import type { Clock } from "../../model/clock";

/** So long nothing has to have been asked, in milliseconds, for the engine to be done: a program takes its time between two resources. */
const SILENCE_MS = 1_000;

/** What previews need to know and to say. */
export interface PreviewParts {
  readonly clock: Clock;
  /** When the engine has asked about a resource last, in milliseconds of the clock. */
  lastArrival(): number;
  /** Once aborted nobody waits any more. */
  readonly signal: AbortSignal;
  /** Says at a resource, as an error, what stands against it. */
  tellError(error: unknown, urn: string): void;
}

/**
 * The previews of one process. The engine ends a run with the first one that fails, and asks about no other resource. So the
 * first that is refused waits until all have been asked about, and fails then; the others say what stands against them. A
 * check or a comparison that fails would end the run as well, and can't wait, since the engine makes one after the other:
 * what it has found is kept for the resource's preview.
 */
export class Previews {
  readonly #parts: PreviewParts;
  #underWay = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #isFailing = false;
  #isPreview = false;
  readonly #refused = new Map<string, Error>();

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  /** Takes whether the run is a preview, which a check is not told. */
  noteRun(isPreview: boolean): void {
    this.#isPreview = isPreview;
  }

  /** Keeps what stands against a resource for its preview. False where none is known to follow: then it has to be said now. */
  refuse(urn: string, error: Error): boolean {
    if (this.#isPreview) this.#refused.set(urn, error);
    return this.#isPreview;
  }

  /** Whether a resource is refused already: no more is asked of it. */
  isRefused(urn: string): boolean {
    return this.#refused.has(urn);
  }

  /** Runs the preview of one resource. Throws what it throws, where it is the first one to. */
  async run(urn: string, preview: () => Promise<void>): Promise<void> {
    this.#underWay += 1;
    let thrown: { readonly error: unknown } | undefined;
    try {
      const refused = this.#refused.get(urn);
      if (refused) throw refused;
      await preview();
    } catch (error) {
      thrown = { error };
    }
    this.#underWay -= 1;
    this.#lastEnd = this.#parts.clock.monotonicMs();
    if (thrown) await this.#fail(urn, thrown.error);
  }

  async #fail(urn: string, error: unknown): Promise<void> {
    if (this.#isFailing) return this.#parts.tellError(error, urn);
    this.#isFailing = true;
    await this.#end();
    throw error;
  }

  /** Resolves once no preview is under way and the engine has stopped asking, as far as that can be told. */
  async #end(): Promise<void> {
    const { clock, signal } = this.#parts;
    while (!signal.aborted) {
      const last = this.#underWay > 0 ? clock.monotonicMs() : Math.max(this.#lastEnd, this.#parts.lastArrival());
      const left = last + SILENCE_MS - clock.monotonicMs();
      if (left <= 0) return;
      await clock.sleep(left);
    }
  }
}
