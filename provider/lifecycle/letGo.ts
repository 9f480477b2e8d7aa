import type { LetGo, MovedTo } from "../model/neighbours";
import { placeInUrn } from "../model/urn";

/**
 * Since when the resource at a place has let nobody go that it had, in milliseconds since 1970, 0 where that is not noted: it is there
 * for as long, and has had nobody else. Undefined where nothing has told of such a resource.
 */
export function lastLetGo(all: readonly LetGo[], place: string): number | undefined {
  const times = all.flatMap(({ urn, at }) => (placeInUrn(urn) === place ? [at] : []));
  return times.length === 0 ? undefined : Math.max(...times);
}

/**
 * What is known of the runs before. The stack's state may have by now what a resource has done in this run, and each process reads it at another
 * moment: what the resource itself has told counts, else what was read first.
 */
export function beforeThisRun(all: readonly LetGo[]): LetGo[] {
  return [...Map.groupBy(all, ({ urn }) => urn).values()].flatMap((some) => {
    const told = some.filter(({ isStored }) => isStored !== true);
    const first = Math.min(...some.map(({ at }) => at));
    return told.length > 0 ? told : some.filter(({ at }) => at === first);
  });
}

/**
 * Whether the resource that users have moved to may have had them since, and have let them go. One that was not in the stack when that
 * was noted, and has let nobody go since it was made, has not. Undefined where nothing has told of it.
 */
export function mayHaveHad(all: readonly LetGo[], { to, at, isNew }: MovedTo): boolean | undefined {
  const there = all.filter(({ urn }) => placeInUrn(urn) === to);
  return there.length === 0 ? undefined : there.some((one) => one.at >= at && !(isNew && one.isMade));
}
