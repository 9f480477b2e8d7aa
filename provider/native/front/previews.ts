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

/** What stands against a resource as far as it is known by now; undefined: nothing. */
export type Refusal = () => Error | undefined;

/**
 * The previews of one process. The engine ends a run with the first one that fails, and asks about no other resource. So the
 * first that is refused waits until all have been asked about, and fails then. What stands against the others is said then, too, as
 * errors: as it is known once all were asked about, and so the same whichever was the first. A check or a comparison that fails would
 * end the run as well, and can't wait, since the engine makes one after the other: what it has found is kept for the resource's
 * preview.
 */
export class Previews {
  readonly #parts: PreviewParts;
  #underWay = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #isFailing = false;
  /** Whether all that was refused has been told: who comes even later tells by itself. */
  #isOver = false;
  #isPreview: boolean | undefined;
  readonly #refused = new Map<string, Refusal>();
  /** Of each resource that was asked about. */
  readonly #refusals = new Map<string, Refusal>();

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  /** Takes whether the run is a preview, which a check is not told. */
  noteRun(isPreview: boolean): void {
    this.#isPreview = isPreview;
  }

  /** Whether the run is a preview; undefined as long as that is not known. */
  get isPreview(): boolean | undefined {
    return this.#isPreview;
  }

  /** Keeps what stands against a resource for its preview. */
  refuse(urn: string, refusal: Refusal): void {
    this.#refused.set(urn, refusal);
  }

  /** Whether a resource is refused already: no more is asked of it. */
  isRefused(urn: string): boolean {
    return this.#refused.has(urn);
  }

  /** Notes what may still turn out to stand against a resource that has nothing to preview. */
  note(urn: string, refusal: Refusal): void {
    this.#refusals.set(urn, refusal);
  }

  /** Runs the preview of one resource, which says what stands against that. Throws where it is the first one to be refused. */
  async run(urn: string, preview: () => Promise<Refusal>): Promise<void> {
    this.#underWay += 1;
    const refusal = await this.#refusalOf(urn, preview);
    this.#refusals.set(urn, refusal);
    this.#underWay -= 1;
    this.#lastEnd = this.#parts.clock.monotonicMs();
    const error = refusal();
    if (error && this.#isOver) this.#parts.tellError(error, urn);
    if (!error || this.#isFailing) return;
    this.#isFailing = true;
    await this.#end();
    this.#isOver = true;
    this.#tellOthers(urn);
    throw refusal();
  }

  async #refusalOf(urn: string, preview: () => Promise<Refusal>): Promise<Refusal> {
    try {
      return this.#refused.get(urn) ?? (await preview());
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      return () => error;
    }
  }

  #tellOthers(urn: string): void {
    for (const other of [...this.#refusals.keys()].sort()) {
      const error = other === urn ? undefined : this.#refusals.get(other)?.();
      if (error) this.#parts.tellError(error, other);
    }
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
