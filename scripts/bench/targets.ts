import type { Result } from "./job";
import type { Results, TimesRow } from "./results";

/** Something that this package sets out to do, and how it fared. */
export interface Target {
  readonly text: string;
  readonly wanted: string;
  readonly figure: string;
  readonly met: boolean;
}

const USERS_PER_CALL = { suspend: 50, license: 20 } as const;

function of(results: readonly Result[], contender: string): Result[] {
  return results.filter((result) => result.contender === contender);
}

/** The calls that a job can't do without: its writes, and every page of the account. */
export function floorOf({ job }: Result): { readonly writes: number; readonly pages: number } {
  return { writes: Math.ceil(job.users / USERS_PER_CALL[job.kind]), pages: Math.ceil(job.accountUsers / 200) };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const worst = (values: readonly number[]): number => Math.max(...values);

function callTargets(results: Results): Target[] {
  const ours = of([...results.growth, ...results.limited, ...results.some], "pulumi up");
  const unthrottled = ours.filter(({ throttled }) => throttled === 0);
  const extraWrites = worst(ours.map((result) => result.writes - floorOf(result).writes - result.throttled));
  const extraReads = worst(unthrottled.map((result) => result.reads - floorOf(result).pages));
  return [
    {
      text: "writing calls beyond the floor, but for repeated ones",
      wanted: "0",
      figure: String(extraWrites),
      met: extraWrites <= 0,
    },
    {
      text: "reading calls beyond the pages of the account",
      wanted: "<= 1",
      figure: String(extraReads),
      met: extraReads <= 1,
    },
  ];
}

function speedTargets({ growth }: Results): Target[] {
  return of(growth, "pulumi up").flatMap((ours) => {
    const peer = of(growth, "SDK, batches one after the other").find(({ job }) => job.users === ours.job.users);
    if (!peer || ours.job.users < 1000) return [];
    const times = peer.writeSeconds / ours.writeSeconds;
    return [
      {
        text: `writing ${ours.job.users.toLocaleString("en-US")} users without a limit, against batches one after the other`,
        wanted: ">= 5 times as fast",
        figure: `${times.toFixed(1)} times`,
        met: times >= 5,
      },
    ];
  });
}

function limitedTargets({ limited, rate }: Results): Target[] {
  const ours = limited.filter(({ contender }) => contender.startsWith("pulumi up"));
  return ours.flatMap((result) => {
    const { job, contender, writeSeconds, writes, reads, throttled, lost } = result;
    const share = writeSeconds / (floorOf(result).writes / rate);
    const refused = throttled / (writes + reads);
    const title = `${contender}, ${job.kind} ${job.users.toLocaleString("en-US")}, ${rate} requests/s`;
    return [
      {
        text: `${title}: time of writing against calls / rate`,
        wanted: "<= 1.15",
        figure: share.toFixed(2),
        met: share <= 1.15,
      },
      {
        text: `${title}: throttled answers`,
        wanted: "< 3 %",
        figure: `${percent(refused)} (${throttled})`,
        met: refused < 0.03,
      },
      { text: `${title}: users lost`, wanted: "0", figure: String(lost), met: lost === 0 },
    ];
  });
}

function wallTargets({ some, someLimited, inert }: Results): Target[] {
  const rows: Target[] = [];
  for (const [name, results] of [
    ["without a limit", some],
    ["with the limit", someLimited],
  ] as const) {
    const scripts = results.filter(({ contender, lost }) => contender.startsWith("SDK") && lost === 0);
    const fastest = Math.min(...scripts.map(({ wallSeconds }) => wallSeconds));
    for (const [contender, engine] of [
      ["pulumi up", inert.up],
      ["pulumi up, with its preview", inert.previewed],
    ] as const) {
      const [ours] = of(results, contender);
      if (!ours) continue;
      const own = ours.wallSeconds - engine;
      rows.push({
        text: `2,000 of 10,000 users ${name}: ${contender}, less an inert one, against the fastest script that loses nobody`,
        wanted: `<= ${fastest.toFixed(1)} s`,
        figure: `${own.toFixed(1)} s`,
        met: own <= fastest,
      });
    }
  }
  return rows;
}

function ownCostTargets({ cost, planning, state }: Results): Target[] {
  const largest = worst(cost.map(({ users }) => users));
  const ours = worst(cost.filter(({ users }) => users === largest).map(({ providerMB }) => providerMB));
  const bare = worst(cost.filter(({ users }) => users === largest).map(({ inertMB }) => inertMB));
  const plan = planning.find(({ users }) => users === 50_000);
  const bytes = worst(state.filter(({ users }) => users >= 1000).map(({ bytesPerUser }) => bytesPerUser));
  const idle = worst(cost.filter(({ operation }) => operation.includes("nothing to do")).map(({ calls }) => calls));
  return [
    {
      text: `most memory of the provider process at ${largest.toLocaleString("en-US")} users, against an inert resource of the same map`,
      wanted: `<= ${bare.toFixed(0)} MB`,
      figure: `${ours.toFixed(0)} MB`,
      met: ours <= bare,
    },
    {
      text: "planning 50,000 users against 50,000",
      wanted: "< 1 s",
      figure: `${((plan?.milliseconds ?? 0) / 1000).toFixed(2)} s`,
      met: (plan?.milliseconds ?? Number.POSITIVE_INFINITY) < 1000,
    },
    { text: "state, bytes a user", wanted: "<= 120", figure: bytes.toFixed(0), met: bytes <= 120 },
    { text: "calls where nothing has changed", wanted: "0", figure: String(idle), met: idle === 0 },
  ];
}

/** What the provider's process takes more where each entry has a time, of the dynamic front: all of the others' is Pulumi's own. */
function timesTargets({ times }: Results): Target[] {
  const rows = times.rows.filter(({ by }) => by === "dynamic");
  const plain = rows.filter(({ entries }) => entries === "plain");
  const pairs = plain.map((row) => ({
    row,
    timed: rows.find(({ entries, operation }) => entries === "timed" && operation === row.operation),
  }));
  const factor = (of: (row: TimesRow) => number): number =>
    worst(pairs.map(({ row, timed }) => (timed ? of(timed) : Number.NaN) / of(row)));
  const target = (text: string, times: number): Target => ({
    text: `entries with a time against those without: ${text}`,
    wanted: "<= 1.5",
    figure: times.toFixed(2),
    met: times <= 1.5,
  });
  const bytes = worst(rows.map(({ bytesPerUser }) => bytesPerUser));
  return [
    target(
      "work of the provider process",
      factor(({ taken }) => taken.provider.cpuSeconds),
    ),
    target(
      "memory of the provider process",
      factor(({ taken }) => taken.provider.MB),
    ),
    { text: "state, bytes a user with a time", wanted: "<= 130", figure: bytes.toFixed(0), met: bytes <= 130 },
  ];
}

/** Each target with its figure. */
export function judgeTargets(results: Results): Target[] {
  return [
    ...callTargets(results),
    ...speedTargets(results),
    ...limitedTargets(results),
    ...wallTargets(results),
    ...ownCostTargets(results),
    ...timesTargets(results),
  ];
}
