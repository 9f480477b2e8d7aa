import type { Pace } from "../../../provider/chime/pace/pace";
import { backoffMs } from "../../../provider/chime/retry/backoff";
import { dice, type Service } from "./simulatedClient";

/** One process of several that share a limit. All times in milliseconds. */
export interface Process {
  /** Makes its pace; `now` tells the time of the simulation. */
  readonly newPace: (now: () => number) => Pace;
  readonly startsAt: number;
  /** Calls made one after the other before the others. */
  readonly reads: number;
  /** Calls made at once. */
  readonly writes: number;
}

/** What is to be simulated. */
export interface FleetScene {
  readonly processes: readonly Process[];
  readonly service: Service;
  /** How long an answer takes, about. */
  readonly latencyMs: number;
  /** How many requests each process may have under way at once. */
  readonly slots?: number;
  /** The chance that is thrown in. */
  readonly seed: number;
}

/** How it went. */
export interface FleetOutcome {
  /** From the first write of all to the last answer. */
  readonly seconds: number;
  /** From its own first write to its last answer, of each process. */
  readonly each: readonly number[];
  readonly requests: number;
  readonly refused: number;
  /** Calls that were refused five times. */
  readonly failed: number;
}

/** What is to happen, in the order of time. */
class Timeline {
  now = 0;
  readonly #events: { readonly at: number; readonly run: () => void }[] = [];

  add(at: number, run: () => void): void {
    const index = this.#events.findLastIndex((event) => event.at <= at);
    this.#events.splice(index + 1, 0, { at, run });
  }

  runAll(): void {
    for (let event = this.#events.shift(); event; event = this.#events.shift()) {
      this.now = event.at;
      event.run();
    }
  }
}

interface Surroundings {
  readonly timeline: Timeline;
  readonly service: Service;
  readonly latencyMs: number;
  readonly slots: number;
  readonly random: () => number;
}

/** One process that makes its calls the way the client does. */
class SimulatedProcess {
  readonly #process: Process;
  readonly #pace: Pace;
  readonly #around: Surroundings;
  readonly #waiting: { failures: number }[] = [];
  #readsLeft: number;
  #free: number;
  #wakeAt = Number.POSITIVE_INFINITY;
  firstWriteAt = Number.POSITIVE_INFINITY;
  endedAt = 0;
  requests = 0;
  refused = 0;
  failed = 0;

  constructor(process: Process, around: Surroundings) {
    this.#process = process;
    this.#pace = process.newPace(() => around.timeline.now);
    this.#around = around;
    this.#readsLeft = process.reads;
    this.#free = around.slots;
    around.timeline.add(process.startsAt, () => this.#begin());
  }

  #begin(): void {
    const { writes } = this.#process;
    this.#waiting.push(...Array.from({ length: this.#readsLeft > 0 ? 1 : writes }, () => ({ failures: 0 })));
    this.#pump();
  }

  #pump(): void {
    const { timeline, random } = this.#around;
    while (this.#free > 0 && this.#waiting.length > 0) {
      const waitMs = this.#pace.waitMs(timeline.now);
      if (waitMs > 0) {
        const at = timeline.now + waitMs + 2 * random();
        this.#wakeAt = at;
        timeline.add(at, () => {
          if (this.#wakeAt === at) this.#pump();
        });
        return;
      }
      this.#send(this.#waiting.shift() ?? { failures: 0 });
    }
  }

  #send(call: { failures: number }): void {
    const { timeline, service, latencyMs, random } = this.#around;
    const ticket = this.#pace.send(timeline.now);
    if (this.#readsLeft === 0) this.firstWriteAt = Math.min(this.firstWriteAt, timeline.now);
    this.requests += 1;
    this.#free -= 1;
    const halfWay = (): number => (latencyMs / 2) * (0.9 + 0.2 * random());
    timeline.add(timeline.now + halfWay(), () => {
      const taken = service(timeline.now);
      timeline.add(timeline.now + halfWay(), () => {
        this.#free += 1;
        if (taken) {
          this.#pace.answered(ticket, timeline.now);
          this.#finish();
        } else this.#refuse(call, ticket);
        this.#pump();
      });
    });
  }

  #refuse(call: { failures: number }, ticket: ReturnType<Pace["send"]>): void {
    const { timeline, random } = this.#around;
    this.#pace.throttled(ticket, timeline.now);
    this.refused += 1;
    call.failures += 1;
    if (call.failures === 5) {
      this.failed += 1;
      this.#finish();
      return;
    }
    timeline.add(timeline.now + backoffMs("throttling", call.failures, undefined, random), () => {
      this.#waiting.push(call);
      this.#pump();
    });
  }

  #finish(): void {
    this.endedAt = this.#around.timeline.now;
    if (this.#readsLeft === 0) return;
    this.#readsLeft -= 1;
    this.#begin();
  }
}

/** Lets several processes make their calls against one service, on a time of its own. */
export function simulateFleet(scene: FleetScene): FleetOutcome {
  const { service, latencyMs, slots = 8, seed } = scene;
  const around = { timeline: new Timeline(), service, latencyMs, slots, random: dice(seed) };
  const processes = scene.processes.map((process) => new SimulatedProcess(process, around));
  around.timeline.runAll();
  const sum = (count: (process: SimulatedProcess) => number): number =>
    processes.reduce((total, process) => total + count(process), 0);
  const firstAt = Math.min(...processes.map(({ firstWriteAt }) => firstWriteAt));
  return {
    seconds: (Math.max(...processes.map(({ endedAt }) => endedAt)) - firstAt) / 1000,
    each: processes.map(({ firstWriteAt, endedAt }) => (endedAt - firstWriteAt) / 1000),
    requests: sum(({ requests }) => requests),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
  };
}
