import type { Result } from "./job";
import type { CostRow, FrontRow, Results, TimesRow } from "./results";
import { floorOf, judgeTargets } from "./targets";

/** The library's function for tables, handed in: it is an ES module, which this is not. */
export type MarkdownTable = (rows: string[][], options: { readonly align: string[] }) => string;

const TIMED_PROCESSES = ["program", "provider", "engine"] as const;

const count = (value: number): string => value.toLocaleString("en-US");
const seconds = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(1));
const ratio = (value: number): string => (Number.isFinite(value) ? `${value.toFixed(value < 10 ? 2 : 0)} x` : "-");

/** A table whose first `texts` columns are words and whose others are figures. */
function tableWith(markdownTable: MarkdownTable) {
  return (header: readonly string[], rows: readonly (readonly string[])[], texts = 1): string => {
    const align = header.map((_, i) => (i < texts ? "l" : "r"));
    return markdownTable([[...header], ...rows.map((row) => [...row])], { align });
  };
}

type Table = ReturnType<typeof tableWith>;

/** Jobs side by side; the ratios are against `base`, a contender. */
function jobTable(table: Table, results: readonly Result[], base: string): string {
  const rows = results.map((result) => {
    const { job, contender, wallSeconds, writeSeconds, reads, writes, throttled, lost } = result;
    const ours = results.find(
      (other) => other.contender === base && other.job.users === job.users && other.job.kind === job.kind,
    );
    const floor = floorOf(result);
    return [
      `${job.kind} ${count(job.users)}${job.accountUsers === job.users ? "" : ` of ${count(job.accountUsers)}`}`,
      contender,
      ratio(writeSeconds / (ours?.writeSeconds ?? Number.NaN)),
      ratio((reads + writes) / (floor.writes + floor.pages)),
      seconds(writeSeconds),
      seconds(wallSeconds),
      count(reads),
      count(writes),
      count(throttled),
      count(lost),
    ];
  });
  const header = [
    "job",
    "by",
    "writing against ours",
    "calls against the floor",
    "writing, s",
    "in all, s",
    "reads",
    "writes",
    "throttled",
    "users lost",
  ];
  return table(header, rows, 2);
}

function costTable(table: Table, rows: readonly CostRow[]): string {
  return table(
    ["operation", "users", "inert, s", "ours, s", "difference, s", "inert, MB", "ours, MB", "calls"],
    rows.map((row) => [
      row.operation,
      count(row.users),
      seconds(row.inertSeconds),
      seconds(row.seconds),
      seconds(row.seconds - row.inertSeconds),
      row.inertMB.toFixed(0),
      row.providerMB.toFixed(0),
      count(row.calls),
    ]),
  );
}

/** An operation by both fronts in one row. */
function frontTable(table: Table, rows: readonly FrontRow[]): string {
  const both = Map.groupBy(rows, ({ users, operation }) => `${operation}/${users}`);
  return table(
    ["operation", "users", "dynamic, s", "native, s", "dynamic, MB", "native, MB", "calls of each"],
    [...both.values()].map((pair) => {
      const [dynamic, native] = ["dynamic", "native"].map((front) => pair.find((row) => row.front === front));
      return [
        dynamic?.operation ?? "",
        count(dynamic?.users ?? 0),
        seconds(dynamic?.seconds ?? Number.NaN),
        seconds(native?.seconds ?? Number.NaN),
        dynamic?.providerMB.toFixed(0) ?? "-",
        native?.providerMB.toFixed(0) ?? "-",
        [...new Set(pair.map(({ calls }) => count(calls)))].join(" and "),
      ];
    }),
  );
}

/** What a user takes in the state, by front and size. */
function frontStates(rows: readonly FrontRow[]): string {
  const states = rows.filter(({ operation }) => operation === "first up");
  return states
    .map(
      ({ front, users, bytesPerUser }) => `${bytesPerUser.toFixed(0)} bytes a user (${front}, ${count(users)} users)`,
    )
    .join(", ");
}

/** What each process of an operation takes: with names alone, and with a time in each entry. */
function timesTable(table: Table, rows: readonly TimesRow[]): string {
  const pairs = Map.groupBy(rows, ({ by, operation }) => `${by}/${operation}`);
  const both = (pair: readonly TimesRow[], figure: (row: TimesRow) => string): string =>
    pair.map((row) => figure(row)).join(" / ");
  return table(
    [
      "by",
      "operation",
      "program, s",
      "provider, s",
      "engine, s",
      "program, MB",
      "provider, MB",
      "engine, MB",
      "state, bytes a user",
    ],
    [...pairs.values()].map((pair) => {
      const cpu = TIMED_PROCESSES.map((name) => both(pair, ({ taken }) => seconds(taken[name].cpuSeconds)));
      const MB = TIMED_PROCESSES.map((name) => both(pair, ({ taken }) => taken[name].MB.toFixed(0)));
      const bytes = both(pair, ({ bytesPerUser }) => bytesPerUser.toFixed(0));
      return [pair[0]?.by ?? "", pair[0]?.operation ?? "", ...cpu, ...MB, bytes];
    }),
    2,
  );
}

/** What the calls alone take at a rate, by arithmetic. */
function paperTable(table: Table, rate: number): string {
  const minutes = (calls: number): string => `${(calls / rate / 60).toFixed(1)}`;
  const rows = [10_000, 50_000, 200_000, 1_000_000].map((users) => {
    const [pages, suspensions, licenses] = [users / 200, users / 50, users / 20];
    return [
      count(users),
      count(pages + suspensions),
      minutes(pages + suspensions),
      count(pages + licenses),
      minutes(pages + licenses),
    ];
  });
  return table(["users", "calls, suspending", "minutes", "calls, licensing", "minutes"], rows);
}

function targetTable(table: Table, results: Results): string {
  return table(
    ["target", "wanted", "figure", "met"],
    judgeTargets(results).map(({ text, wanted, figure, met }) => [text, wanted, figure, met ? "yes" : "**no**"]),
    3,
  );
}

/** What was taken apart by hand, by counting the work of each process step by step. */
const PROMISES = `## What promises cost

That nobody is undone whom another resource lists, and that what was before goes along with a user, takes work of its own. Measured on
2026-11-28 with 10,000 users, in work of a processor, while other processes were at work:

- Looking up among the program's claims who is listed elsewhere, for each user who leaves: nothing where the process has checked
  all resources of the kind and account itself, as with one provider. Before this was left out it was 0.3 s of a comparison and as much of an update.
- Asking before each request that lets users go whether anything was declared meanwhile: 0.06 ms a request.
- Asking what the state of the stack has: the program opens the way in each run, before it registers its first resource, in
  0.3 s on a machine that was six times overloaded. The state itself is read only where a resource is new, or finds somebody as declared: with 10,000 users in
  it 0.21 s of the program and 0.03 s of the provider's process, once a run.`;

/** The benchmark's page of the documentation. */
export function reportOf(results: Results, markdownTable: MarkdownTable): string {
  const table = tableWith(markdownTable);
  const { machine, latencyMs, rate, inert, empty } = results;
  return `# What it costs

Written by \`npm run bench\` on ${machine.date}: ${machine.cores} cores of ${machine.processor}, ${machine.memoryGB} GB, Node
${machine.node}, Pulumi ${machine.pulumi}, Linux. The service is the local Chime server of this package in a process of its own, on the same
machine, with ${latencyMs} ms before each answer. All figures are in [bench/results.json](bench/results.json).

- _writing_: from the first writing request to the last answer. _in all_: from the start of the process to its end; of \`pulumi up\` that
  includes the engine and the program. Without "with its preview" it is \`pulumi up --skip-preview\`.
- _floor_: the fewest calls by which the job can be done: full batches, and each page of the account once.
- _users lost_: to be changed and not changed when the process had ended.

## By size

![Wall time and calls against users](bench/growth.svg)

${jobTable(table, results.growth, "pulumi up")}

## With ${rate} requests a second allowed

${jobTable(table, results.limited, "pulumi up")}

## 2,000 of 10,000 users

Without a limit:

${jobTable(table, results.some, "pulumi up")}

With ${rate} requests a second allowed:

${jobTable(table, results.someLimited, "pulumi up")}

A preview is an operation of its own: it reads the account, and the \`up\` behind it reads it again, since the account may have changed
while somebody looked at the preview.

## What the engine itself takes

An \`up\` of a program without resources takes ${seconds(empty)} s; of an inert dynamic resource that carries a map of 10,000 users,
${seconds(inert.up)} s, and ${seconds(inert.previewed)} s with its preview. By size, the inert one beside ours, without latency; MB is the most memory of the provider
process, which grows by chance too: garbage is collected late where memory is plenty.

${costTable(table, results.cost)}

State: ${results.state.map(({ users, kind, bytesPerUser }) => `${bytesPerUser.toFixed(0)} bytes a user (${kind}, ${count(users)} users)`).join(", ")}.

${PROMISES}

## The two fronts

The same set by the dynamic resources and by the native provider, everybody of an account suspended, without latency, measured on
${results.fronts.date}. "Nothing to do" is what it takes to start at all; "everybody changes" leaves one user, whom the destroy takes back.

${frontTable(table, results.fronts.rows)}

State: ${frontStates(results.fronts.rows)}.

## Entries with a time

A set of ${count(results.times.rows[0]?.users ?? 0)} users who are suspended already, by names alone / with \`from\` and \`until\` in each entry, by both fronts and
by an inert dynamic resource that is given the very same list. Measured on ${results.times.date} while ${results.times.load.toFixed(0)} processes wanted the machine's
processors: seconds are of work in user mode, which other processes slow down too, but not of waiting. Of the inert one all is Pulumi's own.

${timesTable(table, results.times.rows)}

## Planning alone

${table(
  ["users", "ms", "looks at a user", "writing calls", "microseconds a user", "plan, MB"],
  results.planning.map(({ users, milliseconds, looks, calls, heapMB }) => [
    count(users),
    milliseconds.toFixed(0),
    count(looks),
    count(calls),
    ((milliseconds * 1000) / users).toFixed(2),
    heapMB.toFixed(1),
  ]),
)}

## Beyond one stack

The service's own rate is the floor: a first \`up\` that suspends everybody takes one call for each 50 users and one for each 200 to read
them, licenses one for each 20. At ${rate} requests a second, on paper:

${paperTable(table, rate)}

A user belongs to one account, so accounts are independent: give each its own stack and run the stacks side by side, which Pulumi does by itself
for separate \`pulumi up\` processes. Those on one machine share the rate evenly. Where the service counts by AWS account and not by Chime account,
divide the rate among the machines that run at once by \`chime:maxRequestsPerSecond\`. One account's users can be split into several sets, too:
the sets of one program share one reading and one pace, and what is split is what a reviewer sees, not the work.

## Targets

${targetTable(table, results)}
`;
}

const NAMES: readonly (readonly [contender: string, name: string])[] = [
  ["pulumi up", "pulumi up"],
  ["SDK, batches one after the other", "script, one batch at a time"],
  ["SDK, one call a user, 8 at once", "script, one call a user, 8 at once"],
];

/** The README's share of it: seconds and calls by size, from the start of each process to its end. */
export function summaryOf({ growth }: Results, markdownTable: MarkdownTable): string {
  const sizes = [...new Set(growth.map(({ job }) => job.users))].filter((users) => users >= 1_000);
  const rows = NAMES.map(([contender, name]) => [
    name,
    ...sizes.map((users) => {
      const result = growth.find((one) => one.contender === contender && one.job.users === users);
      return result ? `${seconds(result.wallSeconds)} s, ${count(result.reads + result.writes)} calls` : "-";
    }),
  ]);
  return tableWith(markdownTable)(["suspend everybody of", ...sizes.map((users) => `${count(users)} users`)], rows);
}
