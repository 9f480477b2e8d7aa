import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { distance, nearestAddresses } from "../../../provider/model/nearestAddress";

const FAR = Number.POSITIVE_INFINITY;

describe("the distance of two texts", () => {
  for (const [one, other, letters] of [
    ["", "", 0],
    ["same", "same", 0],
    ["jones62", "jones26", 1],
    ["jones", "jnes", 1],
    ["jnes", "jones", 1],
    ["jones", "janes", 1],
    ["ab", "ba", 1],
    ["abcd", "badc", 2],
    ["kitten", "sitting", FAR],
    ["a", "abcd", FAR],
    ["abcdef", "fedcba", FAR],
  ] as const) {
    it(`of "${one}" and "${other}" is ${letters}`, () => equal(distance(one, other, 2), letters));
  }

  it("is the same both ways, and no more than what was done to a text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        equal(distance(a, b, 2), distance(b, a, 2));
        equal(distance(a, b, 100) <= 2 ? distance(a, b, 100) : FAR, distance(a, b, 2));
      }),
    );
    fc.assert(
      fc.property(text, fc.nat(8), (a, i) => {
        ok(distance(a, `${a.slice(0, i)}x${a.slice(i)}`, 2) === 1);
        ok(distance(a, a.slice(0, i) + a.slice(i + 1), 2) <= 1);
      }),
    );
  });
});

describe("the address that may be meant", () => {
  const account = ["otto.jones26@example.com", "otto.james@example.com", "al@example.com", "zoe.lee@example.com"];

  for (const [written, meant] of [
    ["otto.jones62@example.com", "otto.jones26@example.com"],
    ["otto.jmaes@example.com", "otto.james@example.com"],
    ["otto.james@exmaple.com", "otto.james@example.com"],
    ["zoe.le@example.co", "zoe.lee@example.com"],
    ["zoe lee <zoe.lee@example.com>", "zoe.lee@example.com"],
    ['"lee, zoe" <zoe.le@example.com>', "zoe.lee@example.com"],
    ["zoe.lee@example.com,", "zoe.lee@example.com"],
    ["zoe.lee@other.org", undefined],
    ["bo@example.com", undefined],
    ["mia.chen@example.com", undefined],
    ["7f3c2a4e-93b7-4d58-8e0a-51c7d9b2f360", undefined],
  ] as const) {
    it(`for ${written} is ${meant ?? "none"}`, () =>
      deepEqual(nearestAddresses(written, account), meant === undefined ? [] : [meant]));
  }

  it("is the nearest, with all that are as near, by name", () => {
    const near = ["anna.bcd@x.com", "anna.bz@x.com", "anna.ba@x.com"];
    deepEqual(nearestAddresses("anna.b@x.com", near), ["anna.ba@x.com", "anna.bz@x.com"]);
    deepEqual(nearestAddresses("anna.b@x.com", near.toReversed()), ["anna.ba@x.com", "anna.bz@x.com"]);
  });

  it("is found at once for ten names in an account of 50,000", () => {
    const people = Array.from({ length: 50_000 }, (_, i) => `first${i % 97}.last${i}@example.com`);
    const started = performance.now();
    for (let i = 0; i < 10; i += 1) deepEqual(nearestAddresses(`nobody.at.all${i}@example.com`, people), []);
    // Tenths of a second; the bound is for machines that have other work, too.
    ok(performance.now() - started < 5_000);
  });
});
