import assert from "node:assert/strict";
import { createPace } from "../../../provider/chime/pace/createPace";
import { SimulatedBoards } from "./simulatedBoard";
import { anySecond, dice, perSecond, type Service, store } from "./simulatedClient";
import { type FleetOutcome, type Process, simulateFleet } from "./simulatedFleet";

const RUNS = 40;
const RATE = 20;
const WRITES = 400;

interface Crowd {
  readonly processes: number;
  /** Within how many milliseconds they start. */
  readonly within: number;
  /** On one machine they know of each other. */
  readonly oneMachine: boolean;
}

/** Each process reads its account, and then makes its part of 400 writing calls. */
function run({ processes, within, oneMachine }: Crowd, service: () => Service, seed: number): FleetOutcome {
  const random = dice(seed * 7_919);
  const boards = new SimulatedBoards();
  const writes = WRITES / processes;
  const crowd = Array.from(
    { length: processes },
    (): Process => ({
      newPace: (now) => createPace(undefined, oneMachine ? boards.open(now) : undefined),
      startsAt: 1_000 + random() * within,
      reads: 1 + writes / 10,
      writes,
    }),
  );
  return simulateFleet({ processes: crowd, service: service(), latencyMs: 50, seed });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Nine of ten are not above. */
const most = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[0.9 * values.length] ?? 0;

/** How long the writing of all took against what the rate allows. */
const times = (outcomes: readonly FleetOutcome[]): number[] => outcomes.map(({ seconds }) => (seconds * RATE) / WRITES);

const refused = (outcomes: readonly FleetOutcome[]): number[] =>
  outcomes.map((outcome) => (100 * outcome.refused) / outcome.requests);

/** How many times as long as the fastest the slowest took. */
const spreads = (outcomes: readonly FleetOutcome[]): number[] =>
  outcomes.map(({ each }) => Math.max(...each) / Math.min(...each));

const lost = (outcomes: readonly FleetOutcome[]): number => outcomes.reduce((sum, { failed }) => sum + failed, 0);

function runAll(crowd: Crowd, service: () => Service): FleetOutcome[] {
  return Array.from({ length: RUNS }, (_, index) => run(crowd, service, index + 1));
}

const STORE = { service: "a store of 20", of: () => store(RATE, RATE) };

describe("a limit that several processes of one machine share", () => {
  for (const { processes, within, service, of } of [
    { processes: 2, within: 300, ...STORE },
    { processes: 2, within: 2_000, ...STORE },
    { processes: 4, within: 300, ...STORE },
    { processes: 4, within: 2_000, ...STORE },
    { processes: 4, within: 6_000, ...STORE },
    { processes: 8, within: 300, ...STORE },
    { processes: 8, within: 2_000, ...STORE },
    { processes: 8, within: 6_000, ...STORE },
  ]) {
    it(`is used up by ${processes} that start within ${within} ms, and seldom refused: ${service}`, () => {
      const outcomes = runAll({ processes, within, oneMachine: true }, of);
      assert.equal(lost(outcomes), 0);
      assert.ok(mean(times(outcomes)) <= 1.13, `${mean(times(outcomes))} times as long`);
      assert.ok(most(times(outcomes)) <= 1.15, `${most(times(outcomes))} times as long in one of ten runs`);
      assert.ok(mean(refused(outcomes)) <= 3.5, `${mean(refused(outcomes))} % refused`);
      assert.ok(most(refused(outcomes)) < 5, `${most(refused(outcomes))} % refused in one of ten runs`);
    });
  }

  for (const processes of [2, 4, 8]) {
    it(`is shared evenly by ${processes} that start together`, () => {
      const outcomes = runAll({ processes, within: 300, oneMachine: true }, STORE.of);
      assert.ok(mean(spreads(outcomes)) <= 1.2, `${mean(spreads(outcomes))} times as long as the fastest`);
    });
  }

  for (const { service, of } of [
    { service: "a small store", of: () => store(RATE, 5) },
    { service: "so many by the clock", of: () => perSecond(RATE) },
    { service: "so many in any second", of: () => anySecond(RATE) },
  ]) {
    it(`is seldom refused, and nobody is lost, whatever the limit counts: ${service}`, () => {
      for (const processes of [4, 8]) {
        const outcomes = runAll({ processes, within: 2_000, oneMachine: true }, of);
        assert.equal(lost(outcomes), 0);
        assert.ok(mean(refused(outcomes)) < 5, `${processes}: ${mean(refused(outcomes))} % refused`);
      }
    });
  }
});

describe("a limit that processes on several machines share", () => {
  for (const { processes, time, share } of [
    { processes: 2, time: 1.35, share: 2.5 },
    { processes: 4, time: 1.7, share: 4.5 },
    { processes: 8, time: 1.8, share: 8 },
  ]) {
    it(`is found by each of ${processes} alone, and grows for who is left`, () => {
      const outcomes = runAll({ processes, within: 2_000, oneMachine: false }, STORE.of);
      assert.ok(mean(times(outcomes)) <= time, `${mean(times(outcomes))} times as long`);
      assert.ok(mean(refused(outcomes)) <= share, `${mean(refused(outcomes))} % refused`);
    });
  }
});
