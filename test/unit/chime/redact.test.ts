import assert from "node:assert/strict";
import { redact } from "../../../provider/chime/failures/redact";

const SECRETS = ["AKIDEXAMPLE", "wJal/K7MD+b==", "token.with(odd)*chars$"];

const CASES: { readonly name: string; readonly text: string; readonly expected: string }[] = [
  { name: "a known secret", text: "key AKIDEXAMPLE is unknown", expected: "key [redacted] is unknown" },
  { name: "a known secret in another letter case", text: "key akidexample.", expected: "key [redacted]." },
  { name: "a secret with characters that patterns use", text: "<token.with(odd)*chars$>", expected: "<[redacted]>" },
  { name: "a secret as part of a URL", text: "x=wJal%2FK7MD%2Bb%3D%3D&y", expected: "x=[redacted]&y" },
  { name: "a secret with escaped slashes", text: "wJal\\/K7MD+b==", expected: "[redacted]" },
  { name: "every time it comes", text: "AKIDEXAMPLE AKIDEXAMPLE", expected: "[redacted] [redacted]" },
  {
    name: "an Authorization header of anybody",
    text: "AWS4-HMAC-SHA256 Credential=OTHER/20261121/us-east-1/chime/aws4_request, SignedHeaders=host, Signature=0a1b2c end",
    expected: "AWS4-HMAC-SHA256 [redacted] end",
  },
  { name: "a credential scope", text: "Credential=OTHER/2026/x is bad", expected: "Credential=[redacted] is bad" },
  { name: "a signature", text: "got X-Amz-Signature=0a1b&b=1", expected: "got X-Amz-Signature=[redacted]&b=1" },
  {
    name: "a session token in a quoted request",
    text: "host:x\nx-amz-security-token:FwoG/abc\n",
    expected: "host:x\nx-amz-security-token:[redacted]\n",
  },
  { name: "an access key ID of anybody", text: "user ASIAIOSFODNN7EXAMPLE", expected: "user [redacted]" },
  { name: "a bearer token", text: "Authorization: Bearer abc.def", expected: "Authorization: Bearer [redacted]" },
  { name: "a password with quotes in a URL", text: 'http://a"nn:p",w"@host/x', expected: "http://[redacted]@host/x" },
  {
    name: "a password in a URL in JSON",
    text: '{"a":"http://ann:p\\"w@host","b":"c"}',
    expected: '{"a":"http://[redacted]@host","b":"c"}',
  },
  { name: "a password in a URL", text: "see http://ann:pw@host/x", expected: "see http://[redacted]@host/x" },
];

describe("redact", () => {
  for (const { name, text, expected } of CASES) {
    it(`takes out ${name}`, () => assert.equal(redact(text, SECRETS), expected));
  }

  it("takes out the longer of two secrets whole, in whatever order they come", () => {
    assert.equal(redact("abcd-efgh", ["abcd", "abcd-efgh"]), "[redacted]");
  });

  it("leaves plain words alone", () => {
    const text = "The request signature we calculated does not match. Check your AWS Secret Access Key.";
    assert.equal(redact(text, [...SECRETS, "a", ""]), text);
  });
});
