import { equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { shellOf } from "../../../provider/resources/shell";

describe("shellOf", () => {
  // Stacks out there hold this text. If this fails, put the text back: a state must stay readable for ever.
  const GOLDEN = {
    UserSuspensionSet: "c43b8a6b47fee39272797823d757a7fe46bd7d2580b2a12525755cac40e6ea38",
    UserLicenseAssignment: "b20c296414b924c874536698d73a6621a2e8916e5aa4242387d8ca87f73d1c2b",
  };

  for (const [resource, sha256] of Object.entries(GOLDEN)) {
    it(`never changes for ${resource}`, () => {
      equal(createHash("sha256").update(shellOf(resource)).digest("hex"), sha256);
    });
  }

  it("names the runtime module, the resource and nothing else of ours", () => {
    const text = shellOf("UserSuspensionSet");
    equal(text.match(/pulumi-chime-users[^"]*/g)?.join(), "pulumi-chime-users/runtime/v1");
    equal(text.includes('open("UserSuspensionSet")'), true);
  });
});
