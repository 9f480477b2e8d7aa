import { equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const MB = 2 ** 20;

/** Makes as many objects, a good part of which are in use at a time, as an operation on some ten thousand users does. */
const MAKE = `
  let kept = [];
  for (let i = 0; i < 3e6; i++) { kept.push({ i }); if (kept.length > 2e5) kept = []; }
  const { space_size } = require("node:v8").getHeapSpaceStatistics().find((space) => space.space_name === "new_space");
  console.log(space_size);
`;

/**
 * How large the part of the heap is in which objects begin, in MB, once a process has loaded something and made many objects: the
 * smallest of three, since V8 holds some pages more for a moment, and may do so as it is asked.
 */
function youngSpaceAfter(load: string): number {
  const sizes = [1, 2, 3].map(() =>
    Number(execFileSync(process.execPath, ["-e", `${load}${MAKE}`], { encoding: "utf8" })),
  );
  return Math.min(...sizes) / MB;
}

describe("the young space of a provider process", () => {
  it("stays small in the process of the dynamic resources", () => {
    const module = JSON.stringify(join(__dirname, "../../../dist/runtime/v1.js"));
    equal(youngSpaceAfter(`require(${module});`) <= 8, true);
  });

  it("would be larger otherwise", () => {
    equal(youngSpaceAfter("") > 16, true);
  });
});
