import { findPulumi } from "./findPulumi";
import { findLanguageHost, LANGUAGES, missingCommand } from "./languageHosts";
import { findGenerators } from "./sdks";

/** What can't be had here, a test needs and says; the others go on. */
async function attempt(get: () => Promise<unknown>): Promise<void> {
  await get().catch((error: Error) => process.stderr.write(`${error.message}\n`));
}

/**
 * Gets what the tests of other languages run by, where it has to be built: a build may take longer on a busy machine than
 * a test may.
 */
async function main(): Promise<void> {
  const engine = await findPulumi();
  for (const language of LANGUAGES) {
    if ((await missingCommand(language)) === undefined) await attempt(() => findLanguageHost(language, engine));
  }
  await attempt(findGenerators);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
