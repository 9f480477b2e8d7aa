import type { Kind } from "../../lifecycle/kind";
import { licenseKind, suspensionKind } from "../../lifecycle/kinds";
import { nativeTypeTokenOf, typeTokenOf } from "../../model/typeToken";

/** Which of the two resources a URN names, of whichever front; undefined for any other resource. */
export function kindOf(urn: string): Kind | undefined {
  const type = urn.split("::")[2]?.split("$").at(-1);
  return [suspensionKind, licenseKind].find(({ resource }) =>
    [typeTokenOf(resource), nativeTypeTokenOf(resource)].includes(type ?? ""),
  );
}
