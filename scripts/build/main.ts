import { join } from "node:path";
import { build } from "./dist";

build(join(__dirname, "..", "..")).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
