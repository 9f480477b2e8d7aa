/**
 * The files that each process of Node of a test loads, Pulumi's package and this one, as one script that is compiled once for all
 * tests; makePack.cjs makes it. A process reads it instead of some hundreds of files, each of which it would look up, read and compile.
 * Every file is still a module of its own, known by its own name: what is loaded, and in which order, is as without. What is compiled
 * only once it is called, the first processes add to it.
 */
const { existsSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { constants, Script } = require("node:vm");

const ROOT = join(__dirname, "..", "..");
/** How many processes of a kind, the first of a script, keep what they have compiled for those after them. */
const RECORDERS = 8;
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

/** A script and what V8 made of it, where it has: `cache` is the file of that. */
function readScript(place, options) {
  const cache = `${place}.cache`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  return { cache, script: new Script(readFileSync(`${place}.js`, "latin1"), { ...options, cachedData }) };
}

/** Has modules come from the script at a place, and what they ask for be found where it was found when the script was made. */
function install(place) {
  const together = readScript(place, { filename: `${place}.js` });
  const { files, apart, found } = together.script.runInThisContext();
  const scripts = [together];
  // What imports is looked up from the file that it is in, and so has a script by that file's name.
  const load = (filename) => {
    if (apart[filename] === undefined) return files[filename];
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    const own = readScript(`${place}-${apart[filename]}`, { filename, importModuleDynamically });
    scripts.push(own);
    return own.script.runInThisContext();
  };
  const fromFile = Module._extensions[".js"];
  Module._extensions[".js"] = function (module, filename) {
    const run = load(filename);
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
  return scripts;
}

/** Puts a file in its place at once: other tests may be reading it. */
function write(path, content) {
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

/** Keeps what V8 has compiled of scripts by now, with what it had been given of them. */
function keepCompiled(scripts) {
  for (const { cache, script } of scripts) write(cache, script.createCachedData());
}

/** Whether a process is one of the first that take the script at a place. */
function isRecorder(place) {
  const notes = Array.from({ length: RECORDERS }, (_, i) => `${place}.recorded-${i}`);
  if (existsSync(notes.at(-1))) return false;
  return notes.some((note) => {
    try {
      writeFileSync(note, "", { flag: "wx" });
      return true;
    } catch {
      return false; // another one has that place
    }
  });
}

/** Takes the script of programs, or of providers, if there is one. */
function take(kind) {
  const place = placeOf(kind);
  if (place === undefined || !existsSync(`${place}.cache`)) return; // Not made yet: the files themselves are loaded.
  const scripts = install(place);
  if (!isRecorder(place)) return;
  // The engine kills a provider without a word: what it has run is kept all the while.
  setInterval(keepCompiled, 250, scripts).unref();
  process.on("exit", () => keepCompiled(scripts));
}

module.exports = { install, keepCompiled, placeOf, ROOT, SCRIPTS, take, write };
