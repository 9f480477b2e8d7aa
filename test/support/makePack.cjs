/** Makes what pack.cjs takes, where it is not there yet. */
const { execFileSync } = require("node:child_process");
const { existsSync, mkdirSync, readdirSync, rmSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join } = require("node:path");
const { transformSync } = require("esbuild");
const { loadWhatIsUsed } = require("./loadLater.cjs");
const { install, keepCompiled, placeOf, ROOT, SCRIPTS, write } = require("./pack.cjs");

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

function escapeOf(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Whether a file imports. Many only mention types so, in comments. */
function imports(content) {
  if (!/\bimport\s*\(/.test(content)) return false;
  return /\bimport\s*\(/.test(transformSync(content, { minifyWhitespace: true, legalComments: "none" }).code);
}

/** A file as a function. A script of ASCII alone is read in a third of the time. */
function functionOf(content) {
  const escaped = content.replace(/^#!.*/, "").replace(/[^\0-\x7f]/g, escapeOf);
  return `function (exports, require, module, __filename, __dirname) {${escaped}\n}`;
}

/**
 * The scripts of what was loaded: an expression that is the functions of all files by their names, and one for each file that
 * imports.
 */
function scriptsOf({ files, found }) {
  // An escape of what is not ASCII can't be escaped once more.
  const names = Object.keys(files).filter((name) => !/\\[^\0-\x7f]/.test(files[name]));
  const apart = names.filter((name) => imports(files[name]));
  const functions = names
    .filter((name) => !apart.includes(name))
    .map((name) => `${JSON.stringify(name)}: ${functionOf(files[name])}`);
  const ours = JSON.stringify(Object.fromEntries(names.map((name) => [name, found[name] ?? {}])));
  const numbers = JSON.stringify(Object.fromEntries(apart.map((name, i) => [name, i])));
  return {
    together: `({ files: {\n${functions.join(",\n")}\n}, apart: ${numbers}, found: ${ours} })`,
    apart: apart.map((name) => `(${functionOf(files[name])})`),
  };
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
    const { together, apart } = scriptsOf(seen);
    apart.forEach((content, i) => {
      write(`${place}-${i}.js`, content);
    });
    write(`${place}.js`, together);
  } else {
    const scripts = install(place);
    await live(kind);
    keepCompiled(scripts);
  }
  process.exit(0);
}

/** Both, for programs and for providers, where they are not there yet; those of a dist/ from before go. */
function makeAll() {
  const places = Object.keys(LOADED).map(placeOf);
  if (places.every((place) => place === undefined || existsSync(`${place}.cache`))) return;
  const folder = dirname(places[0]);
  mkdirSync(folder, { recursive: true });
  const isOld = (name) => !places.some((place) => name.startsWith(basename(place)));
  const old = readdirSync(folder).filter((name) => name.startsWith(SCRIPTS) && isOld(name));
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
