import { deepEqual, rejects } from "node:assert/strict";
import { inTurn } from "../../../provider/model/inTurn";

/** Work that ends when it is told to. */
function heldWork(name: string, said: string[]): { readonly work: () => Promise<string>; end(error?: Error): void } {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return {
    work: () => {
      said.push(`begins ${name}`);
      return promise;
    },
    end: (error) => {
      said.push(`ends ${name}`);
      if (error) reject(error);
      else resolve(name);
    },
  };
}

/** Lets everything go on that can. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("work in turn", () => {
  it("begins each piece when the one before it has ended, also badly, and ends as the piece does", async () => {
    const said: string[] = [];
    const takeTurn = inTurn();
    const [a, b, c] = [heldWork("a", said), heldWork("b", said), heldWork("c", said)];
    const turns = [a, b, c].map(({ work }) => takeTurn(work));
    const failed = rejects(turns[0] ?? Promise.resolve(), /no luck/);
    await settled();
    a.end(new Error("no luck"));
    await failed;
    await settled();
    b.end();
    await settled();
    c.end();
    deepEqual(await Promise.all(turns.slice(1)), ["b", "c"]);
    deepEqual(said, ["begins a", "ends a", "begins b", "ends b", "begins c", "ends c"]);
  });
});
