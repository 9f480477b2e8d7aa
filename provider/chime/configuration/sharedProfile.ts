import { loadSharedConfigFiles, type SharedConfigInit } from "@smithy/core/config";
import { InputError } from "../../errors/inputError";
import { isBlank } from "./settings";

type Section = Readonly<Record<string, string | undefined>>;

/** One profile of the shared AWS files. */
export interface SharedProfile {
  readonly name: string;
  /** Its own entries; nested ones are named `outer.inner`. */
  readonly values: Section;
  /** An entry of the `services` section that the profile names, such as `chime.endpoint_url`. */
  serviceValue(key: string): string | undefined;
}

/** Where the shared files are, if not in the home directory. */
export function sharedFilesOf(environment: NodeJS.ProcessEnv): SharedConfigInit {
  const configFilepath = environment["AWS_CONFIG_FILE"];
  const filepath = environment["AWS_SHARED_CREDENTIALS_FILE"];
  return { ...(configFilepath ? { configFilepath } : {}), ...(filepath ? { filepath } : {}) };
}

/**
 * Reads the profile that applies: the setting, then AWS_PROFILE, then `default`. A profile that is asked for by
 * name and is in neither file is an InputError, as with the AWS CLI; a missing `default` is an empty one.
 */
export async function readSharedProfile(
  setting: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<SharedProfile> {
  const fromEnvironment = environment["AWS_PROFILE"];
  const [name, source] = !isBlank(setting)
    ? [setting, "chime:profile"]
    : !isBlank(fromEnvironment)
      ? [fromEnvironment, "AWS_PROFILE"]
      : ["default", undefined];
  const files = await loadSharedConfigFiles({ ...sharedFilesOf(environment), ignoreCache: true });
  const config: Section | undefined = files.configFile[name];
  const credentials: Section | undefined = files.credentialsFile[name];
  if (!config && !credentials && source) {
    throw new InputError(
      source,
      `the profile "${name}" is in neither of the shared AWS files. See "aws configure list-profiles".`,
    );
  }
  const values = { ...credentials, ...config };
  return {
    name,
    values,
    serviceValue(key) {
      const services = values["services"];
      if (isBlank(services)) return undefined;
      const section: Section | undefined = files.configFile[`services.${services}`];
      if (section) return section[key];
      throw new InputError(
        `profile "${name}"`,
        `names the services section "${services}", which the config file lacks.`,
      );
    },
  };
}
