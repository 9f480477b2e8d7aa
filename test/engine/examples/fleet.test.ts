import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { join } from "node:path";
import { startChimeServer } from "../../../provider/testing";
import { Chime, withChime } from "../../support/chime";
import { type Fleet, type FleetAccount, type FleetRun, withFleet } from "../../support/fleet";
import { emailOf, idOf, range } from "../../support/people";
import { descendants, until } from "../../support/processes";

const EXAMPLE = join(__dirname, "..", "..", "..", "examples", "fleet");

const idOfAccount = (i: number): string => `f1ee7000-aaaa-4bbb-8ccc-00000000000${i}`;
const scenes = (count: number) => range(0, count).map((i) => ({ id: idOfAccount(i), people: 80 }));

/** Account `a0` and those after it, each with three leavers and two licenses. */
function declaredAccount(i: number, changes: Partial<FleetAccount> = {}): [string, FleetAccount] {
  return [`a${i}`, { accountId: idOfAccount(i), maxChanges: 10, leavers: [1, 2, 3], pro: [4, 5], ...changes }];
}

/** How many users of each account are suspended, and how many are Pro, by the local server. */
function changed({ server }: Chime, count: number): string[] {
  return range(0, count).map((i) => {
    const { Users } = server.account(idOfAccount(i));
    const suspended = Users.filter((user) => user.UserRegistrationStatus === "Suspended").length;
    return `${suspended}+${Users.filter((user) => user.LicenseType === "Pro").length}`;
  });
}

/** The rows of the table that the report begins with. */
function rows({ report }: FleetRun): string[] {
  return report.split("\n").filter((line) => /^\| a\d /.test(line));
}

const TO_CHANGE = "to change | Suspend 3 users, change license of 2 users.";

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself, since its parent has.
  }
}

const CTRL_C = "\x03";

/** Has the fleet changed on a terminal, two at once, and types Ctrl-C once the second is begun. */
function stopMidway(fleet: Fleet): Promise<FleetRun> {
  return fleet.type(["up", "--yes", "--at-once", "2"], [[/a1 {2}changing/, CTRL_C]]);
}

describe("examples/fleet", () => {
  it("leaves a refused account out, goes on where it was stopped, and says who failed where", async () => {
    await withChime(scenes(8), async (chime) => {
      await withFleet(chime.environment, async (fleet) => {
        const refused = declaredAccount(2, { maxChanges: 2 });
        const failing = declaredAccount(5, { leavers: [1, 2, 3, 70] });
        const others = [0, 1, 3, 4, 6, 7].map((i) => declaredAccount(i));
        await fleet.declare([...others, refused, failing]);
        chime.server.faults.user(idOf(70), { code: "Forbidden", message: "not this one" });

        const stopped = await stopMidway(fleet);
        equal(stopped.exitCode, 1);
        const [refusal = "", ...notBegun] = stopped.failed;
        match(refusal, /^a2: UserSuspensionSet "leavers": maxChanges: 3 users would change, maxChanges allows 2\./);
        deepEqual(
          notBegun,
          ["a3", "a4", "a6", "a7", "a5"].map((name) => `${name}: not begun, the run was stopped`),
        );
        deepEqual(changed(chime, 8), ["3+2", "3+2", "0+0", "0+0", "0+0", "0+0", "0+0", "0+0"]);
        deepEqual(
          rows(stopped).slice(0, 6),
          [0, 1, 3, 4, 6, 7].map((i) => `| a${i} | ${TO_CHANGE} |`),
        );
        match(stopped.report, /\| a2 \| refused \| Asked for: suspend 3 users/);
        match(stopped.report, /\| a5 \| to change \| Suspend 4 users, change license of 2 users\. \|/);

        chime.lines();
        const goneOn = await fleet.type(["up"], [[/Go on\?/, "y\r"]]);
        equal(goneOn.exitCode, 1);
        deepEqual(rows(goneOn).slice(0, 2), ["| a0 | no change |  |", "| a1 | no change |  |"]);
        const [why] = goneOn.failed.filter((line) => !line.startsWith("a2: "));
        match(why ?? "", new RegExp(`^a5: ${emailOf(70).toLowerCase()}: not this one`));
        deepEqual(changed(chime, 8), ["3+2", "3+2", "0+0", "3+2", "3+2", "3+2", "3+2", "3+2"]);
        equal(chime.writes().filter((line) => line.endsWith("-> 200")).length, 10, "two each of five accounts");

        chime.server.faults.clear();
        await fleet.declare([...others, declaredAccount(2), failing]);
        const finished = await fleet.run("up", "--yes", "a2", "a5");
        deepEqual([finished.exitCode, finished.failed], [0, []]);
        deepEqual(changed(chime, 8), ["3+2", "3+2", "3+2", "3+2", "3+2", "4+2", "3+2", "3+2"]);
        equal(chime.writes().length, 3);

        await fleet.spoil("a2", "");
        await fleet.spoil("a5", undefined);
        const nobodyThere = { AWS_ENDPOINT_URL_CHIME: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" };
        const inVain = await fleet.start(["up", "--yes", "a0", "a2", "a5"], nobodyThere).ended;
        equal(inVain.exitCode, 1);
        match(inVain.said, /^a0 {2}not read$/m);
        const [unread = "", ...broken] = [...inVain.failed].sort();
        match(unread, /^a0: User\w+ "\w+": NOT refreshed: the account could not be read, .*127\.0\.0\.1:9/);
        deepEqual(broken, [
          "a2: people/a2.json is not valid JSON: Unexpected end of JSON input. Correct it.",
          'a5: people/a5.json is missing. Write it; for an account with nobody to change it is { "leavers": [], "licenses": {} }.',
        ]);
        match(
          rows(inVain)[0] ?? "",
          /^\| a0 \| not read \| User\w+ "\w+": NOT refreshed: the account could not be read/,
        );
        doesNotMatch(inVain.report, /Nobody changes/);
        match(rows(inVain)[1] ?? "", /^\| a2 \| failed \| people\/a2\.json is not valid JSON/);
        match(rows(inVain)[2] ?? "", /^\| a5 \| failed \| people\/a5\.json is missing\./);
      });
    });
  });

  it("names the accounts that a killed run has left locked, and finishes them once they are unlocked", async () => {
    await withChime(scenes(3), async (chime) => {
      await withFleet(chime.environment, async (fleet) => {
        await fleet.declare([0, 1, 2].map((i) => declaredAccount(i)));
        chime.server.faults.always("BatchSuspendUser", { connection: "hang" });
        const { pid, ended } = fleet.start(["up", "--yes", "--at-once", "2"]);
        await until("two accounts are being changed", () => (chime.server.journal.counts().BatchSuspendUser ?? 0) >= 2);
        for (const child of [pid, ...descendants(pid, "pulumi")]) kill(child);
        await ended;
        chime.server.faults.clear();

        const locked = await fleet.run("up", "--yes");
        equal(locked.exitCode, 1);
        deepEqual(
          locked.failed,
          ["a0", "a1"].map(
            (name) =>
              `${name}: another run has the stack locked. If there is none any more: pulumi cancel --stack ${name}`,
          ),
        );
        deepEqual(changed(chime, 3)[2], "3+2");

        for (const name of ["a0", "a1"]) await fleet.cancel(name);
        const finished = await fleet.run("up", "--yes");
        deepEqual([finished.exitCode, finished.failed], [0, []]);
        deepEqual(changed(chime, 3), ["3+2", "3+2", "3+2"]);
      });
    });
  });

  it("refuses an account that has two names and a list with an unknown key, and leaves no stack behind for them", async () => {
    await withChime(scenes(4), async (chime) => {
      await withFleet(chime.environment, async (fleet) => {
        const twice = declaredAccount(1, { accountId: idOfAccount(0) });
        await fleet.declare([declaredAccount(0), twice, declaredAccount(2), declaredAccount(3)]);
        await fleet.spoil("a2", '{ "leavers": [], "licenses": {}, "license": {} }');
        const preview = await fleet.run("preview");
        equal(preview.exitCode, 1);
        const wayOut = "An account has one name: correct the ID, or take one out.";
        deepEqual([...preview.failed].sort(), [
          `a0: accounts.json has ${idOfAccount(0)} twice, as a0 and as a1. ${wayOut}`,
          `a1: accounts.json has ${idOfAccount(0)} twice, as a1 and as a0. ${wayOut}`,
          'a2: people/a2.json has license, which nobody reads. It has leavers and licenses, as in { "leavers": [], "licenses": {} }.',
        ]);
        match(preview.report, /\| a3 \| to change \|/);
        deepEqual(await fleet.stacks(), { made: ["a3"], configured: ["a3"] });
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("warns of an account that was taken out while its stack has resources, until it is retired", async () => {
    await withChime(scenes(2), async (chime) => {
      await withFleet(chime.environment, async (fleet) => {
        await fleet.declare([declaredAccount(0), declaredAccount(1)]);
        equal((await fleet.run("up", "--yes")).exitCode, 0);
        await fleet.declare([declaredAccount(0)]);
        const warning =
          "warning: a1 is not in accounts.json, and its stack still has resources, which no run looks after. To retire the account: " +
          "pulumi destroy --stack a1, then pulumi stack rm a1. Else put it back.";
        for (const command of ["preview", "up"]) {
          const run = await fleet.run(command);
          deepEqual([run.exitCode, run.failed], [0, [warning]]);
          equal(run.report.split("\n").filter((line) => line === warning).length, 1);
        }
        deepEqual((await fleet.run("preview", "a0")).failed, []);

        equal((await fleet.pulumi("destroy", "--yes", "--stack", "a1")).exitCode, 0);
        deepEqual(changed(chime, 2), ["3+2", "0+0"]);
        deepEqual((await fleet.run("preview")).failed, []);
        equal((await fleet.pulumi("stack", "rm", "--yes", "a1")).exitCode, 0);
        deepEqual(await fleet.stacks(), { made: ["a0"], configured: ["a0"] });
      });
    });
  });

  it("previews the accounts that are asked for, and changes nobody where Ctrl-C is the answer", async () => {
    const seedFile = join(EXAMPLE, "seed.csv");
    const chime = new Chime(await startChimeServer({ seedFile }));
    try {
      await withFleet(chime.environment, async (fleet) => {
        const preview = await fleet.type(["up", "apac", "emea"], [[/Who is affected: report\.md\. Go on\?/, CTRL_C]]);
        deepEqual([preview.exitCode, preview.failed], [130, []]);
        match(
          preview.report,
          /\| apac \| to change \| Suspend 2 users\. \|\n\| emea \| to change \| Change license of 1 user\. \|/,
        );
        match(
          preview.report,
          /\*\*suspend \(2\)\*\*\n\n```diff\n\+ hiro.tanaka@example.com\n\+ mei.lin@example.com\n```/,
        );
        doesNotMatch(preview.report, /americas/);
        const unknown = await fleet.run("up", "antarctica");
        deepEqual([unknown.exitCode, unknown.failed], [2, ["accounts.json has no antarctica."]]);
        for (const wrong of [["upp"], ["up", "--frob"]]) {
          const { exitCode, failed } = await fleet.run(...wrong);
          deepEqual([exitCode, failed.at(-1)?.slice(0, 33)], [2, "Usage: node fleet.mts preview|up "]);
        }
        const shown = await fleet.run("preview", "apac");
        deepEqual([shown.exitCode, shown.failed], [0, []]);
        match(shown.said, /^Who is affected, by the preview: report\.md$/m);
        const alone = await fleet.pulumi("preview", "--stack", "apac");
        match(alone.output, /UserSuspensionSet "leavers": suspend 2 users/);
        equal(alone.exitCode, 0);
        deepEqual(chime.writes(), []);
      });
    } finally {
      await chime.server.close();
    }
  });
});
