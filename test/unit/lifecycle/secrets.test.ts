import { equal } from "node:assert/strict";
import { Secrets } from "../../../provider/lifecycle/secrets";

describe("secrets", () => {
  it("are taken out of a text in whatever letters, the longest first", () => {
    const secrets = new Secrets();
    secrets.add(["ana@example.com", "ana@example.com.br", ""]);
    equal(secrets.mask("ANA@example.com.br and ana@Example.com"), "[secret] and [secret]");
  });

  it("that are words are taken out where they stand alone, and stay within other words", () => {
    const secrets = new Secrets();
    secrets.addWords(["Pro", "Basic", ""]);
    equal(
      secrets.mask("license Basic -> Pro, profile of Pro.1, ProTrial, Basically pro, (Pro)"),
      "license [secret] -> [secret], profile of [secret].1, ProTrial, Basically pro, ([secret])",
    );
  });

  it("that are words are taken out the longest first, and long ones wherever they stand", () => {
    const secrets = new Secrets();
    secrets.addWords(["user", "user gone", "an inquiry of the board"]);
    equal(
      secrets.mask('UserSuspensionSet "a": suspend 1 user (user gone)'),
      'UserSuspensionSet "a": suspend 1 [secret] ([secret])',
    );
    equal(secrets.mask("(an inquiry of the board)"), "([secret])");
  });

  it("that are words may have any characters in them", () => {
    const secrets = new Secrets();
    secrets.addWords(["a.b", "c|d(", "$&"]);
    equal(secrets.mask("a.b axb c|d( c $&"), "[secret] axb [secret] c [secret]");
  });
});
