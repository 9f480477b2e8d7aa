import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allowScripts } from "../../package.json";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: true }>>;
}

describe("npm ci", () => {
  it("runs no script of a package that package.json does not allow, which npm would warn of", () => {
    const { packages } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package-lock.json"), "utf8")) as Lock;
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    deepEqual(
      scripted.map(([path]) => path.split("node_modules/").at(-1)).sort(),
      Object.entries(allowScripts).flatMap(([name, allowed]) => (allowed ? [name] : [])),
    );
  });
});
