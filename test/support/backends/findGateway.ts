import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Miss, Search } from "../pulumi/engine";
import { findExecutable } from "../pulumi/probe";
import { runSaying } from "../pulumi/runSaying";

/** A gateway that keeps what S3 clients put in a folder, and checks their signatures. go.mod beside this says the same. */
const NAME = "versitygw";
const VERSION = "1.8.0";
const MODULE = "github.com/versity/versitygw/cmd/versitygw";

/** The S3 gateway: the PATH's, an earlier run's, or a build from Go modules kept in the cache folder. */
export async function findGateway({ cacheFolder, environment, say }: Search): Promise<string | Miss> {
  const path = (environment["PATH"] ?? "").split(delimiter);
  const folder = join(cacheFolder, `${NAME}-${VERSION}`);
  const found = await findExecutable(NAME, [...path, folder]);
  if (found !== undefined) return found;
  const way = `a build of ${NAME} from Go modules`;
  if (!(await findExecutable("go", path))) return { way, why: "there is no go on the PATH" };
  say(`Building ${NAME} ${VERSION} from its Go modules, once: about 2 minutes on 2 cores ...`);
  await mkdir(cacheFolder, { recursive: true });
  // Built aside and moved whole, so that a run that is stopped half-way leaves nothing that looks finished.
  const aside = await mkdtemp(join(cacheFolder, "building-"));
  try {
    const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", "-s -w", "-o", join(aside, NAME), MODULE];
    await runSaying("go", args, { cwd: join(__dirname, "go"), env: { ...environment, CGO_ENABLED: "0" } }, say);
    // Another run may have been quicker; its build is as good as this one.
    await rename(aside, folder).catch(() => undefined);
    return join(folder, NAME);
  } catch (error) {
    return { way, why: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
