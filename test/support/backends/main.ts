import type { Miss } from "../pulumi/engine";
import { findGateway } from "./findGateway";
import { findPostgres } from "./findPostgres";
import { backendSearch } from "./search";

/** What was found, or why not: the tests that need it then say so. */
function describe(found: string | Miss): string {
  return typeof found === "string" ? found : `none: ${found.way}: ${found.why}`;
}

/** Gets the servers that keep state in tests, so that no test waits for a build. */
async function main(): Promise<void> {
  const search = backendSearch();
  search.say(`PostgreSQL: ${describe(await findPostgres(search))}`);
  search.say(`S3 gateway: ${describe(await findGateway(search))}`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
