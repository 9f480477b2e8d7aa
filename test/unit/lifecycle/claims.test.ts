import { equal, notEqual } from "node:assert/strict";
import { Claims } from "../../../provider/lifecycle/claims";
import type { Declaration } from "../../../provider/lifecycle/declaration";

const URN = "urn:pulumi:dev::people::type::leavers";

describe("who lists whom", () => {
  it("is news where a listed user is found to be somebody else, and not where the same plan is made again", () => {
    const claims = new Claims();
    const declaration: Pick<Declaration, "accountId" | "exclusive" | "desired"> = {
      accountId: "a",
      exclusive: false,
      desired: new Map([["ana@example.com", "suspended"]]),
    };
    claims.claim(URN, declaration as Declaration);
    const identified = (...userIds: string[]): string => {
      claims.identify(
        URN,
        "a",
        userIds.map((userId) => ["ana@example.com", userId]),
      );
      return claims.stamp;
    };
    const before = claims.stamp;
    const first = identified("u-1");
    notEqual(first, before);
    equal(identified("u-1"), first);
    const second = identified("u-2");
    notEqual(second, first);
    notEqual(identified(), second);
  });
});
