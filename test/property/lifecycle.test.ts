import { storiesOf, type Theme } from "./arbitraries";
import { holds } from "./holds";
import { live } from "./live";
import { tellStory } from "./story";

const WAY = { live, tell: tellStory };

const ALONE: Theme = { everybody: 2, setB: 0, licA: 0, licB: 0, exclusive: 20, moving: 30, settings: 15, trouble: 30 };

describe("whatever happens to the few people of an account, the contract is kept", function () {
  this.timeout(0);

  it("with sets and assignments side by side", async () => {
    const all = { setB: 50, licA: 50, licB: 30, exclusive: 30 };
    await holds(storiesOf({ everybody: 6, ...all, moving: 15, settings: 10, trouble: 30 }), 100, WAY);
  });

  it("with one set whose two people come and go under any name", async () => {
    await holds(storiesOf(ALONE), 100, WAY);
  });

  it("with licenses of two people who come and go under any name", async () => {
    await holds(storiesOf({ ...ALONE, setA: 0, licA: 95 }), 100, WAY);
  });

  it("with one set, often exclusive, of two people where much goes wrong", async () => {
    await holds(storiesOf({ ...ALONE, exclusive: 50, moving: 5, settings: 0, trouble: 60 }), 100, WAY);
  });

  it("with entries that begin and end by themselves, in one resource or in several that hand people over", async () => {
    const all = { setB: 70, licA: 60, licB: 50, exclusive: 20 };
    await holds(storiesOf({ everybody: 4, ...all, moving: 5, settings: 5, trouble: 15, time: 60 }), 150, WAY);
  });

  it("with one set, often exclusive, of two people whose entries begin and end", async () => {
    await holds(storiesOf({ ...ALONE, exclusive: 40, trouble: 20, time: 80 }), 100, WAY);
  });

  it("with people who move between two sets and two assignments", async () => {
    const all = { setB: 90, licA: 90, licB: 90, exclusive: 0 };
    await holds(storiesOf({ everybody: 3, ...all, moving: 10, settings: 5, trouble: 30 }), 100, WAY);
  });
});
