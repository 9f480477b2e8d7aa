import type { Answer, Taken } from "../model/neighbours";
import type { Work } from "./context";

/** A resource that has become what the program declares, with the state that it had before that. */
type Settled = Pick<Work, "urn" | "state" | "declaration">;

/** How far the resources of this process are in a run. */
export class Turns {
  readonly #isChecked: (urn: string) => boolean;
  readonly #settled = new Map<string, Settled>();
  readonly #working = new Set<string>();
  readonly #ended = new Set<string>();
  /** The URNs of resources that let go whom they do not list any more: in the plans of previews, and in those that are carried out. */
  readonly #lettingGo = { preview: new Set<string>(), run: new Set<string>() };

  /** `isChecked`: whether the engine has asked about a resource as the program declares it. */
  constructor(isChecked: (urn: string) => boolean) {
    this.#isChecked = isChecked;
  }

  /** What other processes are told of it. */
  get told(): Pick<Answer, "settled" | "working" | "ended"> {
    return { settled: [...this.#settled.keys()], working: [...this.#working], ended: [...this.#ended] };
  }

  /** Notes that the engine asks about a resource as the program declares it: what a refresh compared is over. */
  noteChecked(urn: string | undefined): void {
    if (urn === undefined) return;
    this.#settled.delete(urn);
    this.#lettingGo.preview.delete(urn);
    this.#lettingGo.run.delete(urn);
  }

  /** Notes that a resource is at work. */
  noteWorking(urn: string | undefined): void {
    if (urn === undefined) return;
    this.#ended.delete(urn);
    this.#working.add(urn);
  }

  /** Notes that a resource is not at work any more. */
  noteEnded(urn: string | undefined): void {
    if (urn === undefined) return;
    this.#working.delete(urn);
    this.#ended.add(urn);
  }

  /**
   * Notes that a resource has become what the program declares: it takes nothing over any more. A comparison of what a refresh has
   * read comes before the program: it settles nothing.
   */
  noteSettled({ urn, state, declaration }: Settled): void {
    if (urn !== undefined && this.#isChecked(urn)) this.#settled.set(urn, { urn, state, declaration });
  }

  /**
   * Notes that a resource is about to let go whom it does not list any more, before it asks who else has them: of two that do so at a time,
   * one knows of the other.
   */
  noteLettingGo(urn: string | undefined, isPreview: boolean): void {
    if (urn !== undefined) this.#lettingGo[isPreview ? "preview" : "run"].add(urn);
  }

  /** Notes that a resource lets nobody go after all: it was refused. */
  noteRefused(urn: string | undefined): void {
    if (urn !== undefined) this.#lettingGo.run.delete(urn);
  }

  /** Whether a resource lets go whom it does not list: in a preview by any plan, otherwise by one that is carried out. */
  isLettingGo(urn: string, isPreview: boolean): boolean {
    const { preview, run } = this.#lettingGo;
    return run.has(urn) || (isPreview && preview.has(urn));
  }

  /** Of whom resources that have nothing to do any more know what was before, by their state: whom they listed and still list. */
  knownBefore(): Taken[] {
    const known: Taken[] = [];
    for (const { state, declaration } of this.#settled.values()) {
      for (const [key, { userId, before }] of state.ledger.holdings) {
        if (before !== undefined && declaration.desired.has(key)) known.push({ userId, before });
      }
    }
    return known;
  }
}
