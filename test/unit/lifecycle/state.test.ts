import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { decodeInputs, decodeState, encodeInputs, encodeState } from "../../../provider/lifecycle/state";
import recorded from "./recorded/state.json";

describe("state and inputs as an earlier version wrote them", () => {
  for (const kind of [suspensionKind, licenseKind]) {
    for (const [index, { inputs, outs }] of recorded[kind.resource].entries()) {
      it(`are read and written again as they were: ${kind.resource} ${index + 1}`, () => {
        deepEqual(encodeState(decodeState(outs)), outs);
        deepEqual(encodeInputs(kind, decodeInputs(kind, inputs)), inputs);
      });
    }
  }
});
