import { deepEqual, equal } from "node:assert/strict";
import { findCollector, TidyUp } from "../../../provider/runtime/dynamic/tidyUp";

const MB = 2 ** 20;

/** One that counts, and says when it has collected. */
function scene(use: { MB: number }): { readonly tidyUp: TidyUp; readonly collected: () => number } {
  let times = 0;
  const collect = (): void => {
    times += 1;
    use.MB /= 2;
  };
  return { tidyUp: new TidyUp(() => use.MB * MB, collect), collected: () => times };
}

/** Resolves once all that was asked for before is done, or left. */
function untilDone(): Promise<void> {
  return new Promise((resolve) => {
    new TidyUp(() => 1_000 * MB, resolve).moreFollows();
  });
}

describe("tidying up after a large operation", () => {
  it("is done once where much is in use, and again only where much has come since", async () => {
    const use = { MB: 400 };
    const { tidyUp, collected } = scene(use);
    const told: number[] = [];
    for (const now of [400, 250, 300, 100]) {
      use.MB = now;
      tidyUp.moreFollows();
      tidyUp.moreFollows();
      await untilDone();
      told.push(collected());
    }
    deepEqual(told, [1, 1, 2, 2]);
  });

  it("is left where another operation is under way by then", async () => {
    const { tidyUp, collected } = scene({ MB: 400 });
    let end = (): void => undefined;
    const underWay = tidyUp.during(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    tidyUp.moreFollows();
    await untilDone();
    equal(collected(), 0);
    end();
    await underWay;
    tidyUp.moreFollows();
    await untilDone();
    equal(collected(), 1);
  });

  it("takes away what nobody holds, and leaves V8 as it was", async () => {
    const left = new WeakRef(new Array(1_000).fill("garbage"));
    await new Promise((resolve) => setImmediate(resolve));
    findCollector()();
    equal(left.deref(), undefined);
    equal("gc" in globalThis, false);
  });
});
