/** Begins a piece of work once those before it have ended, well or badly, and ends as it does. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a queue in which pieces of work go one after the other, in the order in which they came. */
export function inTurn(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
