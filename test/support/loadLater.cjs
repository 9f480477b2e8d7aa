/**
 * Loaded first into each process of Node that the CLI starts for a test. Of what Pulumi's package loads at once, this leaves out what
 * the programs of tests never use, until something does use it: the TypeScript compiler and npm's resolver, which turn functions
 * into text, and their debugger, the source maps of stack traces, the Automation API, and what sends traces. The rest comes from one script (pack.cjs).
 * That is more than half of what such a process costs.
 */
const Module = require("node:module");

const PROGRAM = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/](?:run|dynamic-provider)[\\/]index\.js$/;
const PULUMI = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const TRACING = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run[\\/]tracing\.js$/;
const HOOKS = /^(?:\.\/|\.\.\/\.\.\/runtime\/closure\/)v8Hooks$/;
const LATER = new Set([
  ...["typescript", "../../typescript-shim", "@npmcli/arborist", "normalize-package-data"],
  ...["source-map-support/register", "./automation", "./v8Hooks"],
]);

/** What is loaded once something of it is called. */
function callLater(load, name) {
  return new Proxy(class {}, {
    apply: (_, self, args) => Reflect.apply(load()[name], self, args),
    construct: (_, args) => Reflect.construct(load()[name], args),
  });
}

/** What is loaded once something asks for a part of it, or calls one where parts are asked for at once. */
function loadLater(load, isAskedAtOnce) {
  let loaded;
  const once = () => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (isAskedAtOnce) return callLater(once, key);
        // What imports it asks this at once, to see whether it may be taken as it is.
        if (key === "__esModule") return true;
        return key === "default" && !once().__esModule ? once() : once()[key];
      },
    },
  );
}

function loadWhatIsUsed() {
  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    const from = parent?.filename ?? "";
    // A program waits for the debugger that turns functions into text, which asks for it again where it does so.
    const isWaiting = HOOKS.test(request) && PROGRAM.test(from);
    if (isWaiting) return { isInitializedAsync: async () => undefined };
    const isTracing = TRACING.test(from) && /^@opentelemetry\/(?!api$)/.test(request);
    if (!isTracing && (!LATER.has(request) || !PULUMI.test(from))) return load.call(this, request, parent, ...rest);
    return loadLater(() => load.call(this, request, parent, ...rest), isTracing);
  };
}

if (PROGRAM.test(process.argv[1] ?? "")) {
  // The language host that is built where no official one can be had does not hear of `typescript: false` in Pulumi.yaml.
  if (process.argv.at(-1)?.endsWith(".js")) process.env.PULUMI_NODEJS_TYPESCRIPT = "false";
  loadWhatIsUsed();
  // Here, since what is started for a single answer needs nothing of it.
  const { take } = require("./pack.cjs");
  take(/dynamic-provider[\\/]index\.js$/.test(process.argv[1]) ? "provider" : "program");
}

module.exports = { loadWhatIsUsed };
