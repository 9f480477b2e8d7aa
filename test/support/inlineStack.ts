import { join } from "node:path";
import type { InlineProgramArgs, PulumiFn, Stack } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import type { Chime } from "./chime";
import { theEngine, withStack } from "./stack";
import { setVariables } from "./variables";

/** This package as a program has it: from its own folder's node_modules. */
export type Package = typeof import("../../provider");

/** Runs a story on a stack of the Automation API, whose program is a function of this process. */
export async function withInlineStack(
  chime: Chime,
  program: (ours: Package) => ReturnType<PulumiFn>,
  story: (stack: Stack) => Promise<void>,
): Promise<void> {
  await withStack({ program: "", environment: chime.environment }, async ({ folder, environment }) => {
    const ours: Package = await import(join(folder, "node_modules", "pulumi-chime-users", "dist", "index.js"));
    const args: InlineProgramArgs = {
      stackName: "offboarding",
      projectName: "people",
      program: () => program(ours),
    };
    const engine = await theEngine();
    // What this process and those of the engine tell each other is in the folder of the stack, so that it shows what is left of it.
    const own = { PATH: `${join(engine.command, "..")}:${process.env["PATH"]}`, TMPDIR: join(folder, "tmp") };
    const restore = setVariables(own);
    try {
      await story(
        await LocalWorkspace.createOrSelectStack(args, { workDir: folder, envVars: { ...environment, ...own } }),
      );
    } finally {
      restore();
    }
  });
}
