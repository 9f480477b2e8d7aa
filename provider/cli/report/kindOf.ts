import type { Kind } from "../../lifecycle/kind";
import { licenseKind, suspensionKind } from "../../lifecycle/kinds";
import { typeTokenOf } from "../../model/typeToken";

/** Which of the two resources a URN names; undefined for any other resource. */
export function kindOf(urn: string): Kind | undefined {
  const type = urn.split("::")[2]?.split("$").at(-1);
  return [suspensionKind, licenseKind].find((kind) => type === typeTokenOf(kind.resource));
}
