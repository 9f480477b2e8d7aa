import assert from "node:assert/strict";
import fc from "fast-check";
import { redact } from "../../../provider/chime/failures/redact";

const TOKEN = "FwoGZXIvYXdzEPP//////////wEaDK+acceptance/Tok=Zm9vQmFyYmF6/Qx+1/end==";
const SECRETS = ["ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", TOKEN];

const numbered = (text: string): string => text.replaceAll(/\W/g, (c) => `&#${c.charCodeAt(0)};`);
const inHex = (text: string): string => Buffer.from(text).toString("hex");
const inBase64 = (text: string): string => Buffer.from(text).toString("base64");
const inUnicode = (text: string): string =>
  text.replaceAll(/\W/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Ways to write a secret that others can read back. */
const WRITINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in another letter case": (text) => text.toUpperCase(),
  "in a URL": encodeURIComponent,
  "in a URL, twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "with named entities": (text) =>
    text.replaceAll("/", "&sol;").replaceAll("+", "&plus;").replaceAll("=", "&equals;").replaceAll("-", "&hyphen;"),
  "with numbered entities": numbered,
  "with entities in hexadecimal": (text) => text.replaceAll(/\W/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`),
  "with every letter an entity": (text) => Array.from(text, (c) => `&#${c.charCodeAt(0)};`).join(""),
  "with entities escaped again": (text) => numbered(text).replaceAll("&", "&amp;amp;"),
  "with entities in a URL": (text) => encodeURIComponent(numbered(text)),
  "in JSON with escaped slashes": (text) => text.replaceAll("/", "\\/"),
  "in JSON with escapes": inUnicode,
  "in JSON, twice": (text) => JSON.stringify(inUnicode(text)).slice(1, -1),
  "in a string with \\x": (text) => text.replaceAll(/\W/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`),
  "broken into lines": (text) => text.replaceAll(/.{11}(?=.)/g, "$&\r\n  "),
  "broken into lines of JSON": (text) => text.replaceAll(/.{11}(?=.)/g, "$&\\n"),
  "with spaces": (text) => Array.from(text).join(" "),
  "with marks that a browser may break at": (text) => text.replaceAll(/.{11}(?=.)/g, "$&<wbr>&shy;&#8203;"),
  "in base64": inBase64,
  "in base64 for URLs": (text) => Buffer.from(text).toString("base64url"),
  "in base64 beside a name": (text) => inBase64(`a:${text}.`),
  "in base64 beside another one": (text) => inBase64(`id:${text}`),
  "in base64, twice": (text) => inBase64(inBase64(text)),
  "in base64 of a URL": (text) => inBase64(encodeURIComponent(text)),
  "in base64 that is broken into lines": (text) => inBase64(text).replaceAll(/.{19}(?=.)/g, "$&\n"),
  "in base64 in a URL": (text) => encodeURIComponent(inBase64(text)),
  "in hexadecimal": inHex,
  "in hexadecimal with colons": (text) =>
    inHex(text)
      .toUpperCase()
      .replaceAll(/..(?=.)/g, "$&:"),
};

/** What stands before a secret may make an escape of its first letters: then it goes as well. */
const LONGEST_ESCAPE = 6;

/** What AWS makes credentials of. */
const letter = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
const secret = fc.array(letter, { minLength: 16, maxLength: 300 }).map((letters) => letters.join(""));
const surroundings = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom("&#x2", "&amp;", "%", "%2", "\\u00", "\\", "<", "Bearer ", "token='", "https://x/?t=", "&#4", "="),
);

describe("redact, of a secret that is written otherwise", () => {
  for (const [name, write] of Object.entries(WRITINGS)) {
    it(`${name}, takes out the whole or any piece of 16 letters, whatever stands around it`, () => {
      fc.assert(
        fc.property(secret, secret, fc.nat(), fc.nat(), surroundings, surroundings, (one, other, at, more, a, b) => {
          const from = at % (one.length - 15);
          const piece = one.slice(from, from + 16 + (more % (one.length - from - 15)));
          const left = redact(`${a} ${write(piece)} ${b}`, [other, one]);
          assert.match(left, /\[redacted\]/);
          // What stands around it is left, and nothing else: nothing to read any of it back from.
          const [rest, around] = [left.replaceAll("[redacted]", "").length, `${a}  ${b}`.length];
          assert.ok(rest <= around + lettersAtEdges(name), left);
          assert.ok(rest >= around - LONGEST_ESCAPE, left);
        }),
        { numRuns: 40 },
      );
    });

    it(`${name}, takes it out of a sentence and leaves the sentence`, () => {
      const [before, after] = ["The token '", "' of user 3f2504e0-4f89-41d3-9a0c-0305e82c3301 is not valid."];
      const left = redact(`${before}${write(TOKEN)}${after}`, SECRETS);
      assert.ok(left.startsWith(before) && left.endsWith(after), left);
      assert.ok(left.length <= before.length + after.length + "[redacted]".length + lettersAtEdges(name), left);
    });
  }

  it("takes out what is left of one that was cut", () => {
    for (const cut of [TOKEN.slice(0, 30), TOKEN.slice(-20), TOKEN.slice(20, 36), inBase64(TOKEN).slice(5, 40)]) {
      assert.equal(redact(`The token ${cut}… is not valid`, SECRETS), "The token [redacted]… is not valid");
    }
  });

  it("leaves alone what has fewer letters of it, and whatever is no secret", () => {
    const texts = fc.oneof(
      fc.lorem({ maxCount: 60 }),
      fc.uuid(),
      fc.emailAddress(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.json(),
      fc.constantFrom(TOKEN.slice(0, 15), `${TOKEN.slice(0, 15)}, ${TOKEN.slice(30, 45)}`, inHex(TOKEN).slice(0, 15)),
      fc.constantFrom("100% of &lt;users&gt; &amp; more\\n", "&#47; %2F \\u002f", "<b>Blocked</b> 12 of 20%25"),
    );
    // From a string of JSON to the next they would read as the user and password of a URL.
    const examples: [string][] = [
      ['[{"":"//"},{"0":"","@":""}]'],
      ['{"url":"http://host:80","port":80,"by":"a@b.c"}'],
      [JSON.stringify('["//host:80",null,"@"]')],
    ];
    fc.assert(
      fc.property(texts, (text) => assert.equal(redact(text, SECRETS), text)),
      { examples },
    );
  });

  it("comes to an end with long texts that are made to be hard on it", () => {
    for (const unit of ["&amp;", "%25", "\\u{0", "AWS4-HMAC-SHA256 Credential="]) {
      assert.doesNotThrow(() => redact(unit.repeat(2 ** 20 / unit.length), SECRETS));
    }
  });
});

/** Base64 and hexadecimal have letters that belong to what stands beside a secret as much as to the secret itself. */
function lettersAtEdges(writing: string): number {
  return writing.includes("base64") ? 16 : 0;
}
