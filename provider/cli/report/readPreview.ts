import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { kindOf } from "./kindOf";

/** A resource as a preview has it. */
export interface ResourceState {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The resource option: a deletion lets go of the resource without asking the provider. */
  readonly retainOnDelete?: boolean | undefined;
  /** The resource option: the URN of the resource with which this one goes, again without the provider. */
  readonly deletedWith?: string | undefined;
}

/** One step of a preview, as far as a report needs it. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly oldState?: ResourceState | undefined;
  readonly newState?: ResourceState | undefined;
}

/** Something that the engine, a provider or the program said. */
export interface Diagnostic {
  /** Empty where it is about no resource. */
  readonly urn: string;
  readonly message: string;
  /** `info`, `warning`, `error`. */
  readonly severity: string;
}

/** What `pulumi preview --json` printed. {@link https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/} */
export interface Preview {
  readonly steps: readonly PreviewStep[];
  readonly diagnostics: readonly Diagnostic[];
}

const props = v.optional(v.record(v.string(), v.unknown()), {});
const resourceState = v.optional(
  v.object({
    inputs: props,
    outputs: props,
    retainOnDelete: v.optional(v.boolean()),
    deletedWith: v.optional(v.string()),
  }),
);
const step = v.object({ op: v.string(), urn: v.string(), oldState: resourceState, newState: resourceState });
const diagnostic = v.object({
  urn: v.optional(v.string(), ""),
  message: v.string(),
  severity: v.optional(v.string(), "info"),
});
const previewSchema = v.object({
  steps: v.optional(v.array(step), []),
  diagnostics: v.optional(v.array(diagnostic), []),
});

const WAY_OUT = "Make it with: pulumi preview --json > preview.json";

/** Said of the preview of a refresh: Pulumi does not print in it what a dynamic resource has been seen to have. */
const REFRESH_WAY_OUT =
  "It does not tell who is otherwise than declared, nor what pulumi up does about it. Make one that does both with: pulumi preview --refresh --json > preview.json";

/** Whether this is all that Pulumi prints of a stack that has nothing to destroy: how long it took, and the stack's settings, if any. */
function isOfNothing(json: object): boolean {
  const known = Object.keys(json).every((key) => key === "duration" || key === "config");
  return known && "duration" in json && typeof json.duration === "number";
}

/** Whether a step is what a refresh comes to: of an update that is to come, what a resource will have is not known yet. */
function isSeen({ op, urn, newState }: PreviewStep): boolean {
  const isUpdated = op === "update" && kindOf(urn) !== undefined && Object.keys(newState?.outputs ?? {}).length > 0;
  return op === "refresh" || isUpdated;
}

/**
 * Whether this is the preview of a refresh, with nothing after it. `preview --refresh` and `destroy --refresh` tell of the stack a
 * second time, as of all that is not only looked at.
 */
function isRefreshAlone({ steps, diagnostics }: Preview): boolean {
  if (diagnostics.some(({ severity }) => severity === "error")) return false;
  const seen = new Set(steps.filter(isSeen).map(({ urn }) => urn));
  const isMore = (step: PreviewStep): boolean => step.op === "same" || (seen.has(step.urn) && !isSeen(step));
  return seen.size > 0 && !steps.some(isMore);
}

function isPreview(json: unknown): boolean {
  return typeof json === "object" && json !== null && ("steps" in json || "diagnostics" in json || isOfNothing(json));
}

/** Takes the first line of what is no preview: often it is the error that Pulumi printed instead. */
function beginningOf(content: string): string {
  const [line = ""] = content.trim().split("\n");
  return line === "" ? "it is empty" : `it begins with ${JSON.stringify(line.slice(0, 200))}`;
}

/** What is wrong with what is no JSON: one that ends early begins like a preview, and its beginning tells nobody what is wrong. */
function describeNoJson(content: string, error: unknown): string {
  const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
  const isAtEnd = /end of JSON input|Unterminated/.test(String(error)) || Number(position) >= content.trimEnd().length;
  return /^\s*[{[]/.test(content) && isAtEnd ? "it begins as JSON and is cut off before its end" : beginningOf(content);
}

/** Reads a preview from JSON. Throws an Error that names the file and the way out for anything else. */
export function parsePreview(content: string, source: string): Preview {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new Error(`${source} is not the JSON of a preview: ${describeNoJson(content, error)}. ${WAY_OUT}`);
  }
  const parsed = v.safeParse(previewSchema, json);
  if (!parsed.success || !isPreview(json)) {
    const issue = parsed.issues?.[0];
    const where = issue ? ` (${v.getDotPath(issue) ?? "at the top"}: ${issue.message})` : "";
    throw new Error(`${source} is JSON, but not that of a preview${where}. ${WAY_OUT}`);
  }
  if (isRefreshAlone(parsed.output)) throw new Error(`${source} is the preview of a refresh. ${REFRESH_WAY_OUT}`);
  return parsed.output;
}

/** Reads a preview from a file, or from standard input where the file is `-` or absent. */
export async function readPreview(file: string | undefined): Promise<Preview> {
  if (file !== undefined && file !== "-") {
    const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      throw new Error(`${file} could not be read: ${error.code ?? error.message}. ${WAY_OUT}`);
    });
    return parsePreview(content, file);
  }
  if (process.stdin.isTTY) {
    throw new Error(
      "No preview given. Name a file, or pipe one in: pulumi preview --json | npx pulumi-chime-users report",
    );
  }
  return parsePreview(await text(process.stdin), "standard input");
}
