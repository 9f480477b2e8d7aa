import { findPulumi } from "./findPulumi";
import { findLanguageHost, LANGUAGES, type Language, missingCommand } from "./languageHosts";
import { findGenerators } from "./sdks";

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What can't be had here, a test needs and says; the others go on. */
async function attempt<T>(get: () => Promise<T>): Promise<T | undefined> {
  return get().catch((error: Error) => {
    say(error.message);
    return undefined;
  });
}

/** Prints where a language's host is: a folder for the PATH. */
async function tellHost(language: Language, command: string): Promise<void> {
  const missing = await missingCommand(language);
  if (missing !== undefined) return say(`${language}: there is no ${missing} here, which its programs need.`);
  const folder = await attempt(() => findLanguageHost(language, { command }));
  if (folder === undefined) return;
  say(`Pulumi's language host for ${language} is in ${folder}`);
  process.stdout.write(`${folder}\n`);
}

/**
 * Gets what the tests of other languages run by, where it has to be built, and prints where it is: a build may take longer
 * on a busy machine than a test may.
 */
async function main(): Promise<void> {
  const { command } = await findPulumi();
  for (const language of LANGUAGES) await tellHost(language, command);
  await attempt(findGenerators);
}

main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
