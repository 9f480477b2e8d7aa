import fc from "fast-check";
import type { Death, Options, UpOptions } from "./engine";
import { FINAL_CODES, PASSING_CODES, PASSING_WAY_NAMES, type Trouble, WRITES } from "./faults";
import { SLOTS } from "./story";
import type { Doing } from "./world";

const times = fc.integer({ min: 1, max: 6 });
const anyOperation = fc.constantFrom(...WRITES, "GetAccount" as const, "GetUser" as const, "ListUsers" as const);

/** What may go wrong with one of so many people, or with all requests. */
function troubleAmong(everybody: number): fc.Arbitrary<Trouble> {
  const who = fc.nat({ max: everybody - 1 });
  const code = fc.constantFrom(...FINAL_CODES, ...PASSING_CODES);
  const done = fc.constantFrom(false, false, false, true);
  const status = fc.constantFrom<(400 | 404 | 409)[]>(400, 404, 409);
  const way = fc.constantFrom(...PASSING_WAY_NAMES);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ how: fc.constant("user" as const), who, code, times, done }) },
    { weight: 2, arbitrary: fc.record({ how: fc.constant("member" as const), who, status }) },
    {
      weight: 3,
      arbitrary: fc.record({ how: fc.constant("requests" as const), operation: anyOperation, way, times }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ how: fc.constant("refused" as const), operation: fc.constantFrom(...WRITES), times }),
    },
    { weight: 1, arbitrary: fc.record({ how: fc.constant("denied" as const), operation: anyOperation }) },
  );
}

/** What goes wrong during one operation: something so many times of a hundred. */
export function troublesAmong(everybody: number, often: number): fc.Arbitrary<readonly Trouble[]> {
  const some = fc.array(troubleAmong(everybody), { minLength: 1, maxLength: 3 });
  return fc.oneof({ weight: 100 - often, arbitrary: fc.constant<Trouble[]>([]) }, { weight: often, arbitrary: some });
}

const death: fc.Arbitrary<Death | undefined> = fc.oneof(
  { weight: 7, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ name: fc.constantFrom(...SLOTS), writes: fc.nat({ max: 2 }) }) },
);

/** A process that dies does one thing at a time: what else was under way would be anybody's guess. */
function withDeath<T extends Options>(all: T, dies: Death | undefined): T {
  return dies ? { ...all, parallel: false, death: dies } : all;
}

const flags = { refresh: fc.boolean(), parallel: fc.boolean(), reversed: fc.boolean() };

/** How `pulumi destroy` may be run. */
export function options(troubles: fc.Arbitrary<readonly Trouble[]>): fc.Arbitrary<Options> {
  return fc.tuple(fc.record({ ...flags, troubles }), death).map(([all, dies]) => withDeath(all, dies));
}

/** How `pulumi up` may be run, and what others may do between its preview and the rest. */
export function upOptions(
  troubles: fc.Arbitrary<readonly Trouble[]>,
  doing: fc.Arbitrary<Doing>,
): fc.Arbitrary<UpOptions> {
  const preview = fc.constantFrom<UpOptions["preview"][]>("calm", "calm", "calm", "rough", "none", "none");
  const between = fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: doing });
  return fc
    .tuple(fc.record({ ...flags, preview, troubles }), between, death)
    .map(([all, meanwhile, dies]) => withDeath(meanwhile ? { ...all, meanwhile } : all, dies));
}
