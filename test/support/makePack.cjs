/** Makes what pack.cjs takes, where it is not there yet. */
const { execFileSync } = require("node:child_process");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join } = require("node:path");
const { Script } = require("node:vm");
const { loadWhatIsUsed } = require("./loadLater.cjs");
const { ROOT, install, placeOf, SCRIPTS } = require("./pack.cjs");

/** Notes what is loaded from now on, and where it is found. */
function watch() {
  const [files, found] = [{}, {}];
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, format) {
    if (format !== "module") files[filename] = content;
    return compile.call(this, content, filename, format);
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    const file = resolve.call(this, request, parent, ...rest);
    const isFound = rest[1] === undefined && parent?.filename !== undefined && file.startsWith("/");
    if (isFound) {
      found[parent.filename] ??= {};
      found[parent.filename][request] = file;
    }
    return file;
  };
  return { files, found };
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The script of what was loaded: an expression that is the functions of all files by their names. */
function scriptOf({ files, found }) {
  // What imports is left to Node: an import is looked up from the file that it is in.
  const names = Object.keys(files).filter((name) => !/\bimport\s*\(|\\[^\0-\x7f]/.test(files[name]));
  const functions = names.map((name) => {
    // A script of ASCII alone is read in a third of the time.
    const content = files[name].replace(/^#!.*/, "").replace(/[^\0-\x7f]/g, escaped);
    return `${JSON.stringify(name)}: function (exports, require, module, __filename, __dirname) {${content}\n}`;
  });
  const ours = Object.fromEntries(names.map((name) => [name, found[name] ?? {}]));
  return `({ files: {\n${functions.join(",\n")}\n}, found: ${JSON.stringify(ours)} })`;
}

/** Puts a file in its place at once: other tests may be reading it. */
function write(path, content) {
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

/** What a program loads, and what a provider: files of Pulumi's package and of dist/. */
const LOADED = {
  program: {
    pulumi: ["index", "errors", "tsutils", "runtime/manifest", "cmd/run/error", "cmd/run/tracing"],
    ours: ["index"],
  },
  provider: { pulumi: ["cmd/dynamic-provider"], ours: ["runtime/v1", "chime/client", "chime/wire/session"] },
};

/** Loads what a program or a provider loads, and has a provider be asked something. */
async function live(kind) {
  const pulumi = join(ROOT, "node_modules", "@pulumi", "pulumi");
  // It takes the address of an engine, and does not ask it anything by itself.
  process.argv[2] = "127.0.0.1:4";
  for (const file of LOADED[kind].pulumi) require(join(pulumi, file));
  for (const file of LOADED[kind].ours) require(join(ROOT, "dist", file));
  const { Server, ServerCredentials, credentials } = require(require.resolve("@grpc/grpc-js", { paths: [pulumi] }));
  const { ResourceProviderClient, ResourceProviderService } = require(join(pulumi, "proto/provider_grpc_pb.js"));
  const { PluginInfo } = require(join(pulumi, "proto/plugin_pb.js"));
  const { Empty } = require(require.resolve("google-protobuf/google/protobuf/empty_pb.js", { paths: [pulumi] }));
  const server = new Server();
  server.addService(ResourceProviderService, { getPluginInfo: (_, answer) => answer(null, new PluginInfo()) });
  const port = await new Promise((resolve, reject) => {
    const then = (error, bound) => (error ? reject(error) : resolve(bound));
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), then);
  });
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  await new Promise((resolve, reject) => {
    client.getPluginInfo(new Empty(), (error) => (error ? reject(error) : resolve()));
  });
}

/** One of the two steps: the script; or what it is when compiled, with what has run by then. Each loads all anew. */
async function make(step, kind) {
  loadWhatIsUsed();
  const place = placeOf(kind);
  if (step === "script") {
    const seen = watch();
    await live(kind);
    write(`${place}.js`, scriptOf(seen));
  } else {
    const script = new Script(readFileSync(`${place}.js`, "latin1"), { filename: `${place}.js` });
    install(script.runInThisContext());
    await live(kind);
    write(`${place}.cache`, script.createCachedData());
  }
  process.exit(0);
}

/** Both, for programs and for providers, where they are not there yet; those of a dist/ from before go. */
function makeAll() {
  const places = Object.keys(LOADED).map(placeOf);
  if (places.every((place) => place === undefined || existsSync(`${place}.cache`))) return;
  const folder = dirname(places[0]);
  mkdirSync(folder, { recursive: true });
  const present = new Set(places.flatMap((place) => [`${basename(place)}.js`, `${basename(place)}.cache`]));
  const old = readdirSync(folder).filter((name) => name.startsWith(SCRIPTS) && !present.has(name));
  for (const name of old) rmSync(join(folder, name), { force: true });
  for (const kind of Object.keys(LOADED)) {
    for (const step of ["script", "compiled"]) execFileSync(process.execPath, [__filename, step, kind]);
  }
}

const [step, kind] = process.argv.slice(2);
if (step === undefined) makeAll();
else {
  make(step, kind).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
