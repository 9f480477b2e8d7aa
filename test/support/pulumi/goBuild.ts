import { join } from "node:path";
import type { Search } from "./engine";
import { runSaying } from "./runSaying";

/** Each folder here pins the modules of one program; test/README.md says which. */
const GO_MODULES = join(__dirname, "go");

/** Builds a program of Pulumi's from one of the pinned modules into a folder. `version` is what it says of itself. */
export async function goBuild(
  search: Pick<Search, "environment" | "say">,
  module: string,
  target: string,
  out: string,
  version: string,
): Promise<void> {
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  // To a folder that ends in a slash, so that it is made where it is not there yet.
  const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", join(out, "/"), target];
  const env = { ...search.environment, CGO_ENABLED: "0" };
  await runSaying("go", args, { cwd: join(GO_MODULES, module), env }, search.say);
}
