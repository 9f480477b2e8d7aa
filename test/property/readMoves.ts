import { EVERYBODY, type MovesProgram, type MovesStep, type MovesStory, type SetName } from "./moveStory";
import type { KindName } from "./program";

/* Reads a story as `tellMoves` writes it: one that went wrong once is kept as it was told, whatever is drawn by then. */

function readProgram(sets: string, [late, asks]: readonly [string | undefined, boolean]): MovesProgram {
  const all = [...sets.matchAll(/(?<name>[a-d])(?<provider>[01])\[(?<listing>[\d,]*)\]/g)].map(
    ({ groups = {} }) => groups,
  );
  const listings = all.map(({ listing = "" }) => listing.split(",").filter(Boolean).map(Number));
  return {
    sets: all.map(({ name, provider }) => ({ name: name as SetName, provider: provider === "1" ? 1 : 0 })),
    places: Array.from({ length: EVERYBODY }, (_, who) => listings.findIndex((listing) => listing.includes(who))),
    late: (late as "after" | "meanwhile" | undefined) ?? false,
    asks,
  };
}

function readStep(line: string): MovesStep {
  const { sets, late, asking, how } =
    /^\d\. up (?<sets>.*?)(?: late (?<late>after|meanwhile))?(?<asking> asking)? (?<how>\{.*\})$/.exec(line)?.groups ??
    {};
  if (sets === undefined || how === undefined) throw new Error(`not a step: ${line}`);
  return { program: readProgram(sets, [late, asking !== undefined]), ...JSON.parse(how) };
}

/** A story by what is told of it, but for its end. */
export function readMoves(told: string): MovesStory {
  const [first = "", ...lines] = told
    .trim()
    .split("\n")
    .map((line) => line.trim());
  const [kind, before = ""] = first.split(", so before:");
  const so = before.trim().split(",").filter(Boolean).map(Number);
  return {
    kind: kind as KindName,
    before: Array.from({ length: EVERYBODY }, (_, who) => so.includes(who)),
    steps: lines.filter((line) => line !== "the end: destroy").map(readStep),
  };
}
