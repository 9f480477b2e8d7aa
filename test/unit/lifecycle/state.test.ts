import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { decodeInputs, decodeState, encodeInputs } from "../../../provider/lifecycle/state";
import { readFailures } from "../../../provider/model/userFailure";
import { encodeOuts } from "../../../provider/runtime/dynamic/dynamicFront";
import { decodeIdentity, encodeIdentity } from "../../../provider/runtime/dynamic/identity";
import recorded from "./recorded/state.json";

describe("state and inputs as an earlier version wrote them", () => {
  for (const kind of [suspensionKind, licenseKind]) {
    for (const [index, { inputs, outs }] of recorded[kind.resource].entries()) {
      it(`are read and written again as they were: ${kind.resource} ${index + 1}`, () => {
        // Nobody has moved away; the output is there where it is to be secret.
        const secretly = "__secrets" in outs ? { moved: [] } : {};
        const { failures, failureCauses, ...written } = encodeOuts(kind, decodeIdentity(outs), decodeState(kind, outs));
        const { failures: before, ...read } = outs;
        deepEqual(written, { ...read, ...secretly });
        // Each failure had its message with it.
        deepEqual(readFailures(failures, failureCauses), before);
        const now = { ...written, failures, ...(failureCauses ? { failureCauses } : {}) };
        deepEqual(encodeOuts(kind, decodeIdentity(now), decodeState(kind, now)), now, "as this version writes it");
        const again = encodeInputs(kind, decodeInputs(kind, inputs));
        deepEqual({ ...again, ...encodeIdentity(decodeIdentity(inputs)) }, inputs);
      });
    }
  }
});
