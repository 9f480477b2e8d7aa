import { equal, ok } from "node:assert/strict";
import { toHostError } from "../../../provider/runtime/dynamic/hostError";
import { fitMessage } from "../../../provider/runtime/fitMessage";

describe("fitMessage", () => {
  it("leaves a short message as it is, whatever its letters", () => {
    equal(fitMessage("Zoë wasn't found: 50 % 🙂\n"), "Zoë wasn't found: 50 % 🙂\n");
  });

  for (const [name, character] of [
    ["plain letters", "a"],
    ["letters that a header spells with nine characters", "…"],
    ["characters of two code units", "🙂"],
    ["line breaks", "\n"],
  ] as const) {
    it(`keeps a long message of ${name} well under the 8 kB of a header`, () => {
      const fitted = fitMessage(character.repeat(20_000));
      ok(encodeURIComponent(fitted).length <= 4100, `${encodeURIComponent(fitted).length}`);
      ok(fitted.endsWith("[cut]"));
      ok(fitted.isWellFormed());
    });
  }
});

describe("toHostError", () => {
  it("takes errors and everything else that was thrown", () => {
    equal(toHostError(new Error("no")).message, "no");
    equal(toHostError("no").message, "no");
  });
});
