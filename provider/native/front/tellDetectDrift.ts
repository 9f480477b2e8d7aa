import type { Props } from "../../lifecycle/state";
import { detectsDriftIn } from "../state/bookkeeping";
import type { NativeProcess } from "./nativeProcess";

/**
 * Says so where the setting was turned on after these outputs were written. The engine looks for drift by what it keeps with
 * the resource, and a diff changes nothing of that.
 */
export function tellDetectDrift({ session, detectsDrift }: NativeProcess, urn: string, outputs: Readonly<Props>): void {
  if (!detectsDrift() || detectsDriftIn(outputs)) return;
  const text =
    "chime:detectDrift counts for this resource from its next refresh or update on: run pulumi refresh once.";
  session.report.warn(text, urn);
}
