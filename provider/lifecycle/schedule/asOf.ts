import { GuardError } from "../../errors/guardError";
import type { Clock } from "../../model/clock";
import { writeMoment } from "../../model/moment";
import type { Report } from "../report";

/** What the moment of a run comes from. */
export interface AsOfParts {
  readonly clock: Clock;
  /** The moment that somebody has set, in milliseconds since 1970; not there, or undefined: the run's own. */
  readonly setting?: (() => Promise<number | undefined>) | undefined;
  /** Gives the moment back that another process of the run has taken first, or else the one it is given. */
  agree(moment: number): number;
}

/**
 * How old a moment may be that is surely meant, in milliseconds: who has preview and up mean the same sets the time, or the
 * day, that it is.
 */
const FRESH_MS = 48 * 60 * 60_000;

const WAY_OUT = "pulumi config rm chime:asOf, or asOf of the Provider";

const FORGOTTEN = `what is shown and written is as of then, not as of now. To go by the present, take it out (${WAY_OUT}).`;

/** Where no program runs, Pulumi goes by the settings that the last run has left in the state: those of now never arrive. */
const DELETE_AGAIN =
  "It may be the setting of the last run, which a plain pulumi destroy goes by, and any run whose program has no resource of this provider. " +
  `Take it out where it still is (${WAY_OUT}), put one resource of this provider back into the program if it has none, and run ` +
  "pulumi destroy --run-program, or pulumi up.";

/**
 * The moment that the times of entries are held against: one for the whole run, so that an entry can't have begun for one
 * resource and not yet for the next.
 */
export class AsOf {
  readonly #parts: AsOfParts;
  #moment: Promise<number> | undefined;
  #isTold = false;

  constructor(parts: AsOfParts) {
    this.#parts = parts;
  }

  /** That moment, in milliseconds since 1970. */
  moment(): Promise<number> {
    this.#moment ??= this.#take();
    return this.#moment;
  }

  async #take(): Promise<number> {
    return (await this.#parts.setting?.()) ?? this.#parts.agree(this.#parts.clock.now());
  }

  /** The moment, where somebody has set one that lies ahead: then the run shows what is due by then, and writes nothing. */
  async ahead(): Promise<number | undefined> {
    const set = await this.#parts.setting?.();
    return set !== undefined && set > this.#parts.clock.now() ? set : undefined;
  }

  /**
   * Says, once, that somebody has set the moment: one that lies ahead shows what is due by then, and one that was forgotten
   * would have no entry begin or end any more.
   */
  async tellSet(report: Pick<Report, "info" | "warn">): Promise<void> {
    const set = this.#isTold ? undefined : await this.#parts.setting?.();
    if (set === undefined || this.#isTold) return;
    this.#isTold = true;
    const now = this.#parts.clock.now();
    // The report reads the moment from these sentences.
    const said = `chime:asOf is ${writeMoment(set)}, which`;
    if (set > now) report.warn(`${said} lies ahead: what is shown is as of then, and nothing is written under it.`);
    else if (set < now - FRESH_MS) report.warn(`${said} lies in the past: ${FORGOTTEN}`);
    else report.info(`${said} is the moment that this run holds the times of entries against.`);
  }

  /** Throws GuardError where the moment lies ahead. `name`: the resource that was about to be written, or deleted. */
  async refuseAhead(name: string, isDeletion = false): Promise<void> {
    const moment = await this.ahead();
    if (moment === undefined) return;
    throw new GuardError(name, [
      `chime:asOf is ${writeMoment(moment)}, which lies ahead. Such a run shows who would be changed by then, and writes nothing. ` +
        (isDeletion ? DELETE_AGAIN : `Take it out (${WAY_OUT}) and run it again.`),
    ]);
  }
}
