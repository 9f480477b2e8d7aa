import { equal, throws } from "node:assert/strict";
import { engines } from "../../../package.json";
import { describeOldNode, OLDEST_NODE, refuseOldNode } from "../../../provider/model/nodeVersion";

describe("describeOldNode", () => {
  for (const version of ["22.19.0", "22.21.3", "23.0.0", "24.21.0", "26.0.0-nightly", "100.0.0"]) {
    it(`has nothing to say about ${version}`, () => {
      equal(describeOldNode(version), undefined);
    });
  }

  for (const version of ["22.18.0", "20.20.2", "18.19.1", "0.12.18", "9.0.0"]) {
    it(`names the Node that is needed instead of ${version}`, () => {
      equal(
        describeOldNode(version),
        `pulumi-chime-users needs Node 22.19 or later; this is ${version}. Put a newer one first on the PATH.`,
      );
    });
  }

  it("asks for what package.json asks for", () => {
    equal(engines.node, `>=${OLDEST_NODE}`);
  });

  it("is thrown as a sentence without a stack", () => {
    throws(() => refuseOldNode("20.20.2"), {
      message: "pulumi-chime-users needs Node 22.19 or later; this is 20.20.2. Put a newer one first on the PATH.",
      stack: "pulumi-chime-users needs Node 22.19 or later; this is 20.20.2. Put a newer one first on the PATH.",
    });
  });
});
