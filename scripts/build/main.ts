import { join } from "node:path";
import { build, isFresh } from "./dist";

const ROOT = join(__dirname, "..", "..");

async function main(): Promise<void> {
  if (!(await isFresh(ROOT))) await build(ROOT);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
