import type { Release } from "../model/neighbours";

/** A release of another process, or of several of the same user. */
export interface Told extends Release {
  /** Says how far it is; another text: something was sent, or an answer has come. */
  readonly stage: string;
}

function stageOf(sent: number, underWay: number): string {
  return `${sent} ${underWay}`;
}

/** How far a release is of which nothing was sent. */
export const PLANNED: string = stageOf(0, 0);

/** Several processes may let a user go. */
export function toldOf(releases: readonly Release[]): Told[] {
  const byUser = Map.groupBy(releases, ({ userId }) => userId);
  return [...byUser.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const names = [...new Set(all.flatMap((one) => one.names))];
    const sent = all.reduce((sum, one) => sum + one.sent, 0);
    const isUnderWay = all.some((one) => one.isUnderWay);
    const stage = stageOf(sent, all.filter((one) => one.isUnderWay).length);
    return [{ ...first, names, sent, isUnderWay, stage }];
  });
}
