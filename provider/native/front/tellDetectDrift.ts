import { detectsDriftIn } from "../../lifecycle/outputs/bookkeeping";
import type { Props } from "../../lifecycle/state";
import type { NativeProcess } from "./nativeProcess";

/**
 * Says so where the setting was turned on after these outputs were written. The engine looks for drift by what it keeps with
 * the resource, which a diff does not change; a refresh without the program goes by the settings of the last update.
 */
export function tellDetectDrift({ session, detectsDrift }: NativeProcess, urn: string, outputs: Readonly<Props>): void {
  if (!detectsDrift() || detectsDriftIn(outputs)) return;
  const text =
    "chime:detectDrift counts for this resource from its next update on, or once pulumi refresh --run-program was run.";
  session.report.warn(text, urn);
}
