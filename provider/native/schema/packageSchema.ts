import { RESOURCE_NAMES, type ResourceName } from "../../model/resourceName";
import { nativeTypeTokenOf, typeTokenOf } from "../../model/typeToken";
import { argumentSpecs, argumentTypes, requiredArguments, type Spec } from "./arguments";
import type { Documentation } from "./documentation";
import { outputSpecs, outputTypes } from "./outputs";
import { settingSpecs } from "./settings";

/** What package.json says of the package. */
export interface PackageFacts {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly keywords: readonly string[];
}

function resourceSpec(resource: ResourceName, documentation: Documentation): Spec {
  const outputs = outputSpecs(resource, documentation);
  return {
    description: documentation(`Native${resource}`),
    // A state of the dynamic resources is taken over by this alone, in whatever language.
    aliases: [{ type: typeTokenOf(resource) }],
    inputProperties: argumentSpecs(resource, documentation),
    requiredInputs: requiredArguments(resource),
    properties: outputs,
    required: Object.keys(outputs).filter((name) => name !== "nextChange"),
  };
}

/**
 * The schema of Pulumi's package `chime`, of which the engine, `pulumi package` and the SDKs of all languages learn what
 * there is. Names and types of arguments are in the table that checks them, sentences in the docstrings of the classes for TypeScript.
 * {@link https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/schema/}
 */
export function packageSchema({ version, ...facts }: PackageFacts, documentation: Documentation): Spec {
  const settings = settingSpecs(documentation);
  return {
    name: "chime",
    displayName: "Amazon Chime users",
    version,
    ...facts,
    // An SDK for Go gets a go.mod of its own.
    meta: { supportPack: true },
    config: { variables: settings },
    provider: { description: documentation("NativeProvider"), inputProperties: settings },
    types: { ...argumentTypes(documentation), ...outputTypes(documentation) },
    resources: Object.fromEntries(
      RESOURCE_NAMES.map((name) => [nativeTypeTokenOf(name), resourceSpec(name, documentation)]),
    ),
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
      csharp: { respectSchemaVersion: true },
    },
  };
}
