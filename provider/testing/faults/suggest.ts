/** ` (did you mean GetUser?)` where one of the names is close to what was given, else nothing. */
export function suggest(given: unknown, names: readonly string[]): string {
  if (typeof given !== "string" || given.length > 40) return "";
  const near = nearestName(given, names);
  return near === undefined ? "" : ` (did you mean ${near}?)`;
}

/** The name with the fewest slips from what was given: a third of it may differ, or something may be left out at an end. */
function nearestName(given: string, names: readonly string[]): string | undefined {
  const asked = given.toLowerCase();
  const ranked = names
    .map((name) => ({ name, slips: countSlips(asked, name.toLowerCase()) }))
    .sort((one, other) => one.slips - other.slips);
  const close = ranked.find(({ name, slips }) => slips <= Math.ceil(name.length / 3));
  const longer = ranked.find(({ name }) => asked.length > 2 && name.toLowerCase().includes(asked));
  return (close ?? longer)?.name;
}

/** Letters to put in, take out or change to make one word of the other. */
function countSlips(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (other[column - 1] === letter ? 0 : 1);
      line.push(Math.min(changed, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
