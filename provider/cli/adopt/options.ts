import { type Command, InvalidArgumentError } from "commander";
import { type ChimeSettings, findSettingsFaults } from "../../chime/configuration/settings";
import { findIdFault } from "../../chime/operations/identifiers";
import { shorten } from "../../model/names";
import type { OutputOptions } from "./output";
import type { ResourceNames } from "./resources";

/** What `export` and `import` are both told. */
export interface AdoptOptions extends OutputOptions, ResourceNames {
  readonly account: string;
  readonly endpoint?: string;
  readonly profile?: string;
}

function parseAccount(text: string): string {
  const fault = findIdFault(text);
  if (fault !== undefined) throw new InvalidArgumentError(`It ${fault}`);
  return text;
}

function parseSetting(name: keyof ChimeSettings): (text: string) => string {
  return (text) => {
    const [fault] = findSettingsFaults({ [name]: text });
    if (fault) throw new InvalidArgumentError(`It ${fault.reason}`);
    return text;
  };
}

function parseName(text: string): string {
  if (text.trim() === "" || /\p{Cc}|::/u.test(text)) {
    throw new InvalidArgumentError(`${shorten(text)} can't be the name of a Pulumi resource.`);
  }
  return text;
}

/** Once the options are read: of one that is misspelt the parser says so, which would otherwise be said to be missing. */
function requireAccount(command: Command): void {
  if (command.opts<Partial<AdoptOptions>>().account === undefined) {
    command.error("error: required option '--account <id>' not specified");
  }
}

/** Adds the options that `export` and `import` share. */
export function addAdoptOptions(command: Command): Command {
  return command
    .option("--account <id>", "the Chime account (required)", parseAccount)
    .option("--output <file>", "write to this file instead of standard output")
    .option("--force", "overwrite the file")
    .option("--suspension-set <name>", "what the UserSuspensionSet is called", parseName, "suspended")
    .option("--license-assignment <name>", "what the UserLicenseAssignment is called", parseName, "licenses")
    .option("--endpoint <url>", "the service's address; by default as AWS's settings say", parseSetting("endpoint"))
    .option("--profile <name>", "the AWS profile with the credentials", parseSetting("profile"))
    .hook("preAction", requireAccount);
}

/** How to reach the service, as far as the options say. */
export function settingsOf({ endpoint, profile }: AdoptOptions): ChimeSettings {
  return { ...(endpoint === undefined ? {} : { endpoint }), ...(profile === undefined ? {} : { profile }) };
}
