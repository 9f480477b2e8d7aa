import type { Kind } from "../../lifecycle/kind";
import { ALL_KINDS } from "../../lifecycle/kinds";
import { nativeTypeTokenOf, typeTokenOf } from "../../model/typeToken";
import { typeInUrn } from "../../model/urn";

/** Which of the resources a URN names, of whichever front; undefined for any other resource. */
export function kindOf(urn: string): Kind | undefined {
  const type = typeInUrn(urn);
  return ALL_KINDS.find(({ resource }) => [typeTokenOf(resource), nativeTypeTokenOf(resource)].includes(type));
}
