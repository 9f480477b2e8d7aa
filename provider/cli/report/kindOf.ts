import type { Kind } from "../../lifecycle/kind";
import { ALL_KINDS } from "../../lifecycle/kinds";
import { typeTokenOf } from "../../model/typeToken";

/** Which of the resources a URN names; undefined for any other resource. */
export function kindOf(urn: string): Kind | undefined {
  const type = urn.split("::")[2]?.split("$").at(-1);
  return ALL_KINDS.find((kind) => type === typeTokenOf(kind.resource));
}
