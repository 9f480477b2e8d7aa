import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  ConcurrentUpdateError,
  type EngineEvent,
  LocalWorkspace,
  type OutputMap,
  type Stack,
  StackNotFoundError,
} from "@pulumi/pulumi/automation/index.js";
import type { UserFailure } from "pulumi-chime-users";
import { saysUnread } from "./report.mts";

const settings = {
  envVars: {
    // The report names everybody.
    CHIME_USERS_MAX_NAMES: "all",
    // Each account runs the program anew; `npx tsc` checks its types once for all of them.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  },
};

const workDir = import.meta.dirname;

/** The stack of an account. */
export interface Opened {
  readonly stack: Stack;
  /** Takes away a stack that was made for this run, and what was written for it; any other one stays. */
  readonly withdraw: () => Promise<void>;
}

/** The stack of an account, made where there is none yet. One after the other: the CLI notes which is selected in one file. */
export async function openStack(name: string): Promise<Opened> {
  const args = { stackName: name, workDir };
  try {
    return { stack: await LocalWorkspace.selectStack(args, settings), withdraw: async () => {} };
  } catch (error) {
    if (!(error instanceof StackNotFoundError)) throw error;
  }
  const preserveConfig = existsSync(join(workDir, `Pulumi.${name}.yaml`));
  const stack = await LocalWorkspace.createStack(args, settings);
  // One that another run has filled meanwhile stays: Pulumi does not remove it.
  const withdraw = () => stack.workspace.removeStack(name, { preserveConfig }).catch(() => {});
  return { stack, withdraw };
}

/** Which stacks have resources and no account in the list any more: nothing looks after their users. */
export async function findLeftBehind(names: readonly string[]): Promise<string[]> {
  const workspace = await LocalWorkspace.create({ workDir, ...settings });
  const stacks = await workspace.listStacks();
  const left = stacks.filter(({ name, resourceCount = 0 }) => resourceCount > 0 && !names.includes(lastOf(name)));
  return left.map(({ name }) => lastOf(name));
}

/** The name of a stack without the organization and the project that Pulumi Cloud may put before it. */
const lastOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** Takes the marks for colors out of what the engine says. */
const plain = (text: string): string => text.replaceAll(/<\{%.*?%\}>/g, "").trim();

/** Why a command of the CLI failed, in its own words. */
function reasonOf(error: Error, name: string, signal: AbortSignal): string {
  if (signal.aborted) return "cancelled: run it again to go on";
  if (error instanceof ConcurrentUpdateError) {
    return `another run has the stack locked. If there is none any more: pulumi cancel --stack ${name}`;
  }
  return /^error: .*/m.exec(error.message)?.[0] ?? error.message;
}

/** What `pulumi preview --json` prints, put together from the engine's events. */
export async function preview(stack: Stack, signal: AbortSignal): Promise<string> {
  const steps: object[] = [];
  const diagnostics: { severity: string; message: string; urn?: string | undefined }[] = [];
  const onEvent = ({ resourcePreEvent: step, diagnosticEvent: said }: EngineEvent): void => {
    if (step) {
      const { op, urn, old, new: made } = step.metadata;
      steps.push({ op, urn, ...(old && { oldState: old }), ...(made && { newState: made }) });
    }
    if (said && !said.ephemeral) {
      diagnostics.push({ severity: said.severity, message: plain(said.message), urn: said.urn });
    }
  };
  const error = await stack.preview({ onEvent, signal }).then(
    () => undefined,
    (reason: Error) => reason,
  );
  // What goes wrong before the engine is at work is no event.
  if (error && !diagnostics.some(({ severity }) => severity === "error")) {
    diagnostics.push({ severity: "error", message: reasonOf(error, stack.name, signal) });
  }
  return JSON.stringify({ steps, diagnostics });
}

function failedUsers(outputs: OutputMap): string[] {
  const failures: UserFailure[] = outputs["failures"]?.value ?? [];
  return failures.map(({ user, message }) => `${user}: ${message}`);
}

/** Carries an account out. Resolves with why it is not as declared, a user or a reason each; with nothing where it is. */
export async function up(stack: Stack, tell: (text: string) => void, signal: AbortSignal): Promise<string[]> {
  const errors: string[] = [];
  const unread: string[] = [];
  const onEvent = ({ diagnosticEvent: said }: EngineEvent): void => {
    if (said?.ephemeral) tell(plain(said.message));
    if (said?.severity === "error") errors.push(plain(said.message));
    if (said?.severity === "warning" && saysUnread(plain(said.message))) unread.push(plain(said.message));
  };
  try {
    await stack.up({ onEvent, signal });
    return unread;
  } catch (error) {
    const reason = reasonOf(error as Error, stack.name, signal);
    if (error instanceof ConcurrentUpdateError || signal.aborted) return [reason];
    // A run that has not come to its end may have no outputs.
    const users = failedUsers(await stack.outputs().catch(() => ({})));
    if (users.length > 0) return users;
    return errors.length > 0 ? errors : [reason];
  }
}
