import * as pulumi from "@pulumi/pulumi";
import { PREEXISTING } from "../../model/standing";
import { optionalOutput } from "../optionalOutput";
import { type Holdings, pickUsers } from "../outputs";

/** What users had before a resource first changed them, as the output `before` says it: once for most of them. */
export interface Before {
  readonly most: string;
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

/** The outputs as they stand in state. One that was taken over and not changed since is as the dynamic front wrote it. */
interface RawOutputs {
  readonly userIds: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  readonly before: pulumi.Output<Before | undefined>;
  readonly missingUsers: pulumi.Output<unknown>;
  readonly holdings: pulumi.Output<Holdings | undefined>;
  readonly missing: pulumi.Output<Readonly<Record<string, string>> | undefined>;
  /** Each state has it, whoever wrote it. */
  readonly failures: pulumi.Output<unknown>;
}

/** The outputs of both resources, whoever wrote the state. */
export interface Outputs {
  readonly userIds: pulumi.Output<Record<string, string>>;
  readonly missingUsers: pulumi.Output<string[]>;
  /** What each user had; `found` is for those who were found as declared. */
  readonly previous: pulumi.Output<Record<string, string>>;
}

/** What each of some users had. */
function previousOf(users: Iterable<string>, before: Before | undefined): Record<string, string> {
  const previous = new Map<string, string>();
  for (const user of users) previous.set(user, before?.most ?? PREEXISTING);
  for (const [value, named] of Object.entries(before?.others ?? {})) {
    for (const user of named) if (previous.has(user)) previous.set(user, value);
  }
  return Object.fromEntries(previous);
}

/** Makes the outputs that a program sees of those of a resource. */
export function outputsOf(resource: pulumi.CustomResource): Outputs {
  const raw = resource as unknown as RawOutputs;
  const optional = <T>(output: pulumi.Output<T>): pulumi.Output<T | undefined> => optionalOutput(output, raw.failures);
  const [userIds, before] = [optional(raw.userIds), optional(raw.before)];
  const [missingUsers, holdings, missing] = [optional(raw.missingUsers), optional(raw.holdings), optional(raw.missing)];
  return {
    userIds: pulumi
      .all([userIds, holdings])
      .apply(([ids, old]) => ids ?? pickUsers(old, (_value, _before, userId) => userId)),
    missingUsers: pulumi
      .all([missingUsers, missing])
      .apply(([users, old]) => (Array.isArray(users) ? users : Object.keys(old ?? {}).sort())),
    previous: pulumi
      .all([userIds, before, holdings])
      .apply(([ids, was, old]) => (ids ? previousOf(Object.keys(ids), was) : pickUsers(old, (_value, had) => had))),
  };
}
