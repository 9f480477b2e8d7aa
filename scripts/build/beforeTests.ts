import { join } from "node:path";
import { build, isFresh } from "./dist";

const ROOT = join(__dirname, "..", "..");

/**
 * Mocha runs this once before all tests, also where it runs files side by side: the provider process, the engine and the
 * command load dist/, and tests of an old one would judge the code of before.
 */
export async function mochaGlobalSetup(): Promise<void> {
  if (await isFresh(ROOT)) return;
  process.stderr.write("dist/ is not what provider/ makes: building it.\n");
  await build(ROOT);
}
