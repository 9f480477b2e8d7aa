import type { State } from "./state";

/** What a state says of when a resource was made, and when it last let somebody go. */
type Times = Pick<State, "letGoAt" | "madeAt">;

/** As it stands in a state. */
export function encodeTimes({ letGoAt, madeAt }: Times): Record<string, unknown> {
  return { ...(letGoAt === undefined ? {} : { letGoAt }), ...(madeAt === undefined ? {} : { madeAt }) };
}

/** Reads what `encodeTimes` wrote. */
export function decodeTimes({ letGoAt, madeAt }: Readonly<Record<string, unknown>>): Times {
  return {
    letGoAt: typeof letGoAt === "number" ? letGoAt : undefined,
    madeAt: typeof madeAt === "number" ? madeAt : undefined,
  };
}
