import type { Kind } from "../../lifecycle/kind";
import { parseInputs } from "../../lifecycle/parseInputs";
import { encodeInputs, encodeState } from "../../lifecycle/state";
import { systemClock } from "../../model/clock";
import { parseMoment } from "../../model/moment";
import { SECRET } from "../../model/secret";
import { decodeOutputs } from "../../native/state/outputs";
import { programInputs } from "../../native/state/programInputs";
import { kindOf } from "./kindOf";
import type { Diagnostic, Preview, PreviewStep, ResourceState } from "./readPreview";
import { textOf } from "./said";

type Props = Readonly<Record<string, unknown>>;

/** The moment that a preview holds the times of entries against, where it says one; else now. */
function momentOf(diagnostics: readonly Diagnostic[]): number {
  const said = diagnostics.flatMap((one) => /^chime:asOf is (\S+),/.exec(textOf(one))?.[1] ?? []);
  return parseMoment(said[0] ?? "") ?? systemClock.now();
}

function inputsIn(kind: Kind, inputs: Props, moment: number): Props {
  if (inputs[kind.listing] === SECRET) return inputs;
  return encodeInputs(kind, parseInputs(kind, programInputs(kind, inputs), {}, moment).declaration);
}

function outputsIn(kind: Kind, { inputs, outputs }: ResourceState): Props {
  if (Object.keys(outputs).length === 0) return outputs;
  const encoded = encodeState(kind, decodeOutputs(kind, outputs, inputs));
  return outputs["userIds"] === SECRET ? { ...encoded, holdings: SECRET } : encoded;
}

function stateIn(kind: Kind, state: ResourceState, moment: number): ResourceState {
  return { ...state, inputs: inputsIn(kind, state.inputs, moment), outputs: outputsIn(kind, state) };
}

function isNative({ urn }: PreviewStep): boolean {
  return /(?:::|\$)chime:index:\w+::/.test(urn);
}

/** A preview in which the resources of the native provider are written as those of the dynamic one. */
export function inCommonForm(preview: Preview): Preview {
  const moment = momentOf(preview.diagnostics);
  const steps = preview.steps.map((step): PreviewStep => {
    const kind = kindOf(step.urn);
    if (!kind || !isNative(step)) return step;
    const [oldState, newState] = [step.oldState, step.newState].map((state) => state && stateIn(kind, state, moment));
    return { ...step, oldState, newState };
  });
  return { ...preview, steps };
}
