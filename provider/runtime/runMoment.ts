import { openRunFiles } from "../model/runFiles";

/**
 * Makes the provider processes of a run agree on one moment, in milliseconds since 1970: the one that any of them has taken
 * first. The engine checks one resource after the other, so that there is a first one.
 */
export function createRunMoment(engineAddress: string | undefined): (moment: number) => number {
  const files = openRunFiles("moment", engineAddress);
  return (moment) => {
    const taken = files.read().map(Number).filter(Number.isSafeInteger);
    if (taken.length > 0) return Math.min(...taken);
    files.add(String(moment));
    return moment;
  };
}
