import type { Kind } from "../../lifecycle/kind";
import { ALL_KINDS } from "../../lifecycle/kinds";
import { nativeTypeTokenOf, typeTokenOf } from "../../model/typeToken";

/** Which of the resources a URN names, of whichever front; undefined for any other resource. */
export function kindOf(urn: string): Kind | undefined {
  const type = urn.split("::")[2]?.split("$").at(-1);
  return ALL_KINDS.find(({ resource }) => [typeTokenOf(resource), nativeTypeTokenOf(resource)].includes(type ?? ""));
}
