/**
 * Loaded first into each process of Node that the CLI starts for a test. Of what Pulumi's package loads at once, this leaves out what
 * the programs of tests never use, until something does use it: the TypeScript compiler and npm's resolver, which turn functions
 * into text, the source maps of stack traces, and the Automation API. That is half of what such a process costs.
 */
const Module = require("node:module");

const PROGRAM = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/](?:run|dynamic-provider)[\\/]index\.js$/;
const PULUMI = /[\\/]@pulumi[\\/]pulumi[\\/]/;
const LATER = new Set([
  ...["typescript", "../../typescript-shim", "@npmcli/arborist", "normalize-package-data"],
  ...["source-map-support/register", "./automation"],
]);

if (PROGRAM.test(process.argv[1] ?? "")) {
  // The language host that is built where no official one can be had does not hear of `typescript: false` in Pulumi.yaml.
  if (process.argv.at(-1)?.endsWith(".js")) process.env.PULUMI_NODEJS_TYPESCRIPT = "false";

  const load = Module._load;
  Module._load = function (request, parent, ...rest) {
    if (!LATER.has(request) || !PULUMI.test(parent?.filename ?? "")) return load.call(this, request, parent, ...rest);
    let loaded;
    return new Proxy(
      {},
      {
        get: (_, key) => {
          // What imports it asks this at once, to see whether it may be taken as it is.
          if (key === "__esModule") return true;
          loaded ??= load.call(this, request, parent, ...rest);
          return key === "default" && !loaded.__esModule ? loaded : loaded[key];
        },
      },
    );
  };
}
