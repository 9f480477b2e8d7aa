import { appendFileSync, readFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import {
  addFaultRules,
  type ChimeServer,
  type ChimeServerOptions,
  describeEntry,
  type FaultRule,
  type JournalEntry,
  parseFaultRules,
  startChimeServer,
} from "../testing";
import { parseFault, parseUserFault, type ScriptFault } from "./faultOption";

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly state?: string;
  readonly latency: number;
  readonly rate?: number;
  readonly fault?: readonly ScriptFault[];
  readonly userFault?: readonly ScriptFault[];
  readonly faults?: string;
  readonly faultSeed: number;
  readonly control?: true;
  readonly journal?: string;
  readonly log?: true;
  readonly json?: true;
}

/** The region that the service lived in. AWS's own CLI and boto3 ask nothing of any endpoint before one is set. */
const REGION = "us-east-1";

const HELP = `
The server prints its endpoint, the settings that point the AWS CLI, SDKs and Pulumi at it, and its accounts; Ctrl-C
stops it. Paste the lines that begin with "export" into the shell where they are to count.
Requests must be signed with the printed keys: those of the environment where both are set, else AWS's example pair.

Examples:
  $ pulumi-chime-users serve --port 8080
  $ pulumi-chime-users serve --seed people.csv --state chime-state.json
  $ pulumi-chime-users serve --rate 10 --fault BatchUpdateUser:429:2 --user-fault pat@example.com:Throttled:1
  $ pulumi-chime-users serve --faults faults.json --fault-seed 7 --journal journal.jsonl
  $ pulumi-chime-users serve --port 8030 --control

A seed in JSON has the API's own shapes; of an account only its type is needed, of a user only the address:
  {"accounts": [{"AccountId": "a-1", "AccountType": "EnterpriseLWA", "Users": [
    {"PrimaryEmail": "jane@example.com", "LicenseType": "Pro", "UserRegistrationStatus": "Suspended"}]}]}
A seed in CSV has one user a row, its columns named as the members of User: PrimaryEmail,LicenseType

A file of faults, each of the members being optional but for operation, or user and code:
  [{"operation": "*", "status": 503, "probability": 0.05},
   {"operation": "BatchSuspendUser", "connection": "drop", "applied": true, "times": 1},
   {"operation": "ListUsers", "status": 429, "form": "__type", "retryAfter": 2, "times": 3},
   {"user": "pat@example.com", "code": "Conflict", "times": 1}]

The control endpoint takes the same:
  $ curl -d '{"operation": "GetUser", "status": 500, "times": 2}' http://127.0.0.1:8030/_local/faults
  $ curl -X DELETE http://127.0.0.1:8030/_local/faults
  $ curl http://127.0.0.1:8030/_local/journal`;

/** Adds `serve`, which runs the local Chime server until it is interrupted. */
export function registerServe(program: Command): void {
  program
    .command("serve")
    .description("Run a local Amazon Chime server.")
    .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber(65_535), 0)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--seed <file>", "accounts to start with, a .json or .csv file")
    .option("--state <file>", "keep the accounts in this file over a restart; once it exists, it replaces the seed")
    .option("--latency <ms>", "milliseconds before each answer", wholeNumber(600_000), 0)
    .option("--rate <number>", "requests per second; more are answered 429", positiveNumber)
    .option(
      "--fault <spec>",
      "OPERATION:WHAT[:TIMES], WHAT being an HTTP status, drop, reset, hang, truncate or malformed; without TIMES always; repeatable",
      collect(parseFault),
    )
    .option(
      "--user-fault <spec>",
      "USER:CODE[:TIMES], an error for one user of a batch; without TIMES always; repeatable",
      collect(parseUserFault),
    )
    .option("--faults <file>", "faults from a JSON file: a list, each with operation or user; an example is below")
    .option("--fault-seed <number>", "decides about faults with a probability", wholeNumber(999_999_999), 1)
    .option("--control", "let programs of this machine script faults and read the journal under /_local/, unsigned")
    .option("--journal <file>", "add a line of JSON for each request to this file; it has no credentials")
    .option("--log", "print each request")
    .option(
      "--json",
      "print JSON, a line each: where the server is and its accounts, then each request that --log prints",
    )
    .addHelpText("after", HELP)
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const interrupted = waitForInterrupt();
  const server = await start(toServerOptions(options), options);
  if (options.json) print(JSON.stringify(describeServer(server)));
  else printServer(server, options);
  await interrupted;
  await server.close();
}

/** The server that the options ask for. Its journal is kept only where it can be read: it would fill the memory. */
export function toServerOptions(options: ServeOptions): ChimeServerOptions {
  return {
    port: options.port,
    host: options.host,
    latencyMs: options.latency,
    ...(options.seed !== undefined && { seedFile: options.seed }),
    ...(options.state !== undefined && { stateFile: options.state }),
    ...(options.rate !== undefined && { requestsPerSecond: options.rate }),
    ...(options.control ? { control: true } : { journalEntries: 0 }),
    faultSeed: options.faultSeed,
    onRequest: listenerFor(options),
    faults(script) {
      if (options.faults !== undefined) addFaultRules(script, readFaultFile(options.faults));
      for (const add of [...(options.fault ?? []), ...(options.userFault ?? [])]) add(script);
    },
  };
}

function listenerFor({ log, json, journal }: ServeOptions): (entry: JournalEntry) => void {
  const started = Date.now();
  return (entry) => {
    if (log) print(json ? JSON.stringify(entry) : describeEntry(entry));
    if (journal === undefined) return;
    const time = new Date(started + entry.atMs).toISOString();
    appendFileSync(journal, `${JSON.stringify({ time, ...entry })}\n`);
  };
}

function readFaultFile(file: string): FaultRule[] {
  try {
    return parseFaultRules(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`--faults ${file}: ${describeFileError(error)}`, { cause: error });
  }
}

function describeFileError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof SyntaxError) return `the file is not JSON: ${error.message}.`;
  if (!("code" in error)) return error.message;
  return error.code === "ENOENT" ? "there is no such file." : `the file can't be read (${error.code}).`;
}

async function start(serverOptions: ChimeServerOptions, { port, host }: ServeOptions): Promise<ChimeServer> {
  try {
    return await startChimeServer(serverOptions);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    switch (code) {
      case "EADDRINUSE":
        throw new Error(`Port ${port} of ${host} is in use; choose another with --port.`, { cause: error });
      case "EACCES":
        throw new Error(`Port ${port} of ${host} may not be used by this user; choose one above 1023.`, {
          cause: error,
        });
      case "EADDRNOTAVAIL":
      case "ENOTFOUND":
        throw new Error(`${host} is not an address of this machine.`, { cause: error });
      default:
        throw error;
    }
  }
}

function describeServer(server: ChimeServer): object {
  const accounts = server
    .accounts()
    .map(({ AccountId, AccountType, Name, Users }) => ({ AccountId, AccountType, Name, users: Users.length }));
  return { endpoint: server.endpoint, environment: server.environment, accounts };
}

function printServer(server: ChimeServer, { state }: ServeOptions): void {
  print(`endpoint ${server.endpoint}`);
  for (const [name, value] of Object.entries(server.environment)) print(`export ${name}=${quoteForShell(value)}`);
  print(`export AWS_DEFAULT_REGION=${REGION}`);
  for (const { AccountId, AccountType, Name, Users } of server.accounts()) {
    const users = Users.length === 1 ? "1 user" : `${Users.length} users`;
    print(`account ${AccountId} ${AccountType} ${users} ${JSON.stringify(Name)}`);
  }
  print(`Ctrl-C stops the server${state === undefined ? "" : `; its accounts stay in ${state}`}.`);
}

/** A key of the environment may be any text; those of AWS need no quotes. */
function quoteForShell(text: string): string {
  return /^[\w/+=:.@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function waitForInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= max)) throw new InvalidArgumentError(`It must be a whole number from 0 to ${max}.`);
    return value;
  };
}

function positiveNumber(text: string): number {
  const value = /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

function collect<Value>(parse: (text: string) => Value): (text: string, before?: readonly Value[]) => Value[] {
  return (text, before = []) => [...before, parse(text)];
}
