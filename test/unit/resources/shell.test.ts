import { equal } from "node:assert/strict";
import { createHash } from "node:crypto";
import { shellOf } from "../../../provider/resources/shell";

describe("shellOf", () => {
  // Stacks out there hold this text. If this fails, put the text back: a state must stay readable for ever.
  const GOLDEN = {
    UserSuspensionSet: "a4a91a3fd2226df8fdcbb2f5dd7da792651e0984e8098a55d99189316345de09",
    UserLicenseAssignment: "b16a7e37ef6a9273112a1be236f3b07ca335c2e49b7fa9e5a19b13841b044ac9",
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
