/**
 * Numbers from 0 up to, but not including, 1, the same for the same seed, so that a run with faults by chance can be
 * repeated. The generator is mulberry32: 32 bits of state, good enough for dice and for nothing else.
 */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
