/**
 * The files that each process of Node of a test loads, Pulumi's package and this one, as one script that is compiled once for all
 * tests; makePack.cjs makes it. A process reads it instead of some hundreds of files, each of which it would look up, read and compile.
 * Every file is still a module of its own, known by its own name: what is loaded, and in which order, is as without.
 */
const { readFileSync, statSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const ROOT = join(__dirname, "..", "..");
/** How the scripts of this folder are called. */
const SCRIPTS = `pack${ROOT.replace(/\W+/g, "-")}-${process.version}-`;

/**
 * Where the script of programs is, or of providers: another one for other packages, another dist/, or another Node; undefined where
 * there is no dist/.
 */
function placeOf(kind) {
  try {
    const { mtimeMs } = statSync(join(ROOT, "node_modules", ".package-lock.json"));
    const made = readFileSync(join(ROOT, "dist", ".stamp"), "utf8")
      .replace(/\s/g, "")
      .replace(/(.{16}).{48}/g, "$1");
    return join(process.env.NODE_COMPILE_CACHE, `${SCRIPTS}${Math.round(mtimeMs)}-${made}-${kind}`);
  } catch {
    return undefined;
  }
}

/** Has modules come from a script, and what they ask for be found where it was found when the script was made. */
function install({ files, found }) {
  const fromFile = Module._extensions[".js"];
  Module._extensions[".js"] = function (module, filename) {
    const run = files[filename];
    if (run === undefined) return fromFile.call(this, module, filename);
    const ask = (request) => module.require(request);
    ask.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
    ask.cache = Module._cache;
    ask.extensions = Module._extensions;
    ask.main = process.mainModule;
    run.call(module.exports, module.exports, ask, module, filename, dirname(filename));
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    const known = rest[1] === undefined ? found[parent?.filename]?.[request] : undefined;
    return known ?? resolve.call(this, request, parent, ...rest);
  };
}

/** Takes the script of programs, or of providers, if there is one. */
function take(kind) {
  const place = placeOf(kind);
  if (place === undefined) return;
  try {
    const script = new Script(readFileSync(`${place}.js`, "latin1"), {
      filename: `${place}.js`,
      cachedData: readFileSync(`${place}.cache`),
    });
    install(script.runInThisContext());
  } catch {
    // Not made yet: the files themselves are loaded.
  }
}

module.exports = { install, placeOf, ROOT, SCRIPTS, take };
