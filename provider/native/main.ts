import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getAsset, isSea } from "node:sea";
import { refuseOldNode } from "../model/nodeVersion";
import { keepYoungSpaceSmall } from "../runtime/smallYoungSpace";
import { serve } from "./service/serve";

/*
 * The program that Pulumi's engine starts for the package `chime`: `pulumi-resource-chime ADDRESS-OF-THE-ENGINE`. It prints
 * the port on which it listens, and nothing else. It has no arguments for people.
 */

/** Written beside the program when it is built; in a single executable it is inside. */
function readSchema(): string {
  return isSea() ? getAsset("schema.json", "utf8") : readFileSync(join(__dirname, "schema.json"), "utf8");
}

async function main(): Promise<void> {
  refuseOldNode(process.versions.node);
  keepYoungSpaceSmall();
  const port = await serve(process.argv[2], readSchema);
  process.stdout.write(`${port}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
