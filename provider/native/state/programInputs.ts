import type { Kind } from "../../lifecycle/kind";
import type { Props } from "../../lifecycle/state";

/**
 * Inputs as a program writes them: users in a list, nothing that is hidden from programs. Those of a dynamic resource, of
 * which a state may still be, have users in maps and hidden arguments beside.
 */
export function programInputs(kind: Kind, inputs: Readonly<Props>): Props {
  const given = Object.entries(inputs).filter(
    ([name, value]) => !name.startsWith("__") && value !== undefined && value !== null,
  );
  return Object.fromEntries(
    given.map(([name, value]) => [name, kind.arguments.get(name)?.asWritten(value, value) ?? value]),
  );
}
