import fc from "fast-check";
import { Engine, type UpOptions } from "./engine";
import { PASSING_WAY_NAMES, type PassingWay, type Trouble } from "./faults";
import { ACCOUNT_ID, addressOf, idOf, type Name, spell } from "./people";
import type { Declared, Program } from "./program";
import type { Run } from "./stack";
import { TeamJudge } from "./teamJudge";
import { judging } from "./tellRun";
import { demandThat, livingAt } from "./verdict";
import type { World } from "./world";

/*
 * Stories of a Team account, where suspending removes a user, and only an invitation that the user accepts undoes it.
 */

const EVERYBODY = 3;

/** Who is listed, by what name; and how the set is set. */
interface TeamProgram {
  readonly names: readonly (Name["by"] | null)[];
  readonly onRemoval: string;
  readonly missingUsers: "fail" | "warn";
  readonly disassociate: boolean;
  readonly there: boolean;
}

type TeamStep =
  | { readonly do: "program"; readonly program: TeamProgram }
  | { readonly do: "up" | "destroy"; readonly refresh: boolean; readonly troubles: readonly Trouble[] }
  | { readonly do: "refresh" }
  | { readonly do: "others"; readonly act: "accept" | "remove" | "return"; readonly who: number };

/** A story of a Team account. */
export interface TeamStory {
  readonly people: number;
  readonly program: TeamProgram;
  readonly steps: readonly TeamStep[];
}

const program: fc.Arbitrary<TeamProgram> = fc.record({
  names: fc.array(fc.constantFrom<(Name["by"] | null)[]>(null, "id", "address", "ADDRESS"), {
    minLength: EVERYBODY,
    maxLength: EVERYBODY,
  }),
  onRemoval: fc.constantFrom("restore", "restore", "unsuspend", "retain"),
  missingUsers: fc.constantFrom<("fail" | "warn")[]>("warn", "warn", "fail"),
  disassociate: fc.constantFrom(true, true, true, true, false),
  there: fc.constantFrom(true, true, true, true, false),
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
  how: fc.constant("requests" as const),
  operation: fc.constantFrom("BatchSuspendUser" as const, "InviteUsers" as const),
  way: fc.constantFrom<PassingWay[]>(...PASSING_WAY_NAMES),
  times: fc.integer({ min: 1, max: 2 }),
});
const troubles = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Trouble[]>([]) },
  { weight: 1, arbitrary: fc.array(trouble, { minLength: 1, maxLength: 2 }) },
);

const step: fc.Arbitrary<TeamStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("up" as const), refresh: fc.boolean(), troubles }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("program" as const), program }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("others" as const),
      act: fc.constantFrom<("accept" | "remove" | "return")[]>("accept", "accept", "remove", "return"),
      who: fc.nat({ max: EVERYBODY - 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refresh" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), refresh: fc.boolean(), troubles }) },
);

export const teamStories: fc.Arbitrary<TeamStory> = fc.record({
  people: fc.integer({ min: 1, max: EVERYBODY }),
  program,
  steps: fc.array(step, { minLength: 1, maxLength: 8, size: "max" }),
});

function programOf({ names, onRemoval, missingUsers, disassociate, there }: TeamProgram): Program {
  const listed = names.flatMap((by, who): Name[] => (by === null ? [] : [{ who, by, turn: 0 }]));
  const declared: Declared = {
    name: "setA",
    kind: "UserSuspensionSet",
    listing: listed.map((name) => [name, "suspended"]),
    exclusive: false,
    onRemoval,
    protectedUsers: [],
    missingUsers,
    ...(disassociate ? { teamAccount: "disassociate" } : {}),
  };
  return there ? [declared] : [];
}

function letOthers(world: World, act: "accept" | "remove" | "return", who: number): void {
  const { server } = world;
  const user = server.user(ACCOUNT_ID, idOf(who));
  if (act === "accept" && user?.UserInvitationStatus === "Pending") server.acceptInvitation(ACCOUNT_ID, idOf(who));
  if (act === "remove" && user) server.suspend(ACCOUNT_ID, [idOf(who)]);
  if (act === "return" && !user) {
    const identity = { UserId: idOf(who), PrimaryEmail: addressOf(who) };
    server.addUser(ACCOUNT_ID, { ...identity, LicenseType: "Basic", UserRegistrationStatus: "Registered" });
  }
}

const PLAIN: UpOptions = { refresh: false, parallel: false, reversed: false, preview: "calm", troubles: [] };

/** A story as it is lived: the engine, and the judge who watches it. */
class TeamLife {
  readonly #world: World;
  readonly #engine: Engine;
  readonly #judge = new TeamJudge();
  #program: Program;

  constructor(world: World, first: TeamProgram) {
    this.#world = world;
    this.#engine = new Engine(world);
    this.#program = programOf(first);
  }

  async live(next: TeamStep): Promise<void> {
    if (next.do === "program") this.#program = programOf(next.program);
    else if (next.do === "others") letOthers(this.#world, next.act, next.who);
    else if (next.do === "refresh") this.#watch(await this.#engine.refresh([]), [], []);
    else if (next.do === "up") await this.#up({ ...PLAIN, refresh: next.refresh, troubles: next.troubles });
    else await this.#destroy({ ...PLAIN, refresh: next.refresh, troubles: next.troubles });
  }

  /** However it went so far: an up that sees everything makes it right, and a destroy invites everybody again. */
  async end(): Promise<void> {
    await this.#up({ ...PLAIN, refresh: true });
    await this.#destroy({ ...PLAIN, refresh: true });
    demandThat(this.#engine.stack.size === 0, () => "something is left after destroy");
  }

  #watch(run: Run, program: Program, troubles: readonly Trouble[]): boolean {
    return judging(run, this.#engine.stack, "", () => this.#judge.judge(run, program, troubles));
  }

  async #up(options: UpOptions): Promise<void> {
    const preview = await this.#engine.preview(this.#program, options);
    if (!this.#watch(preview, this.#program, [])) return;
    const run = await this.#engine.up(this.#program, options);
    if (!this.#watch(run, this.#program, options.troubles)) return;
    const { stages } = await this.#engine.up(this.#program, PLAIN);
    const busy = stages.flatMap(({ turns, requests }) => [...turns.filter(({ verb }) => verb !== "none"), ...requests]);
    demandThat(busy.length === 0, () => `a second up has something to do: ${JSON.stringify(busy)}`);
  }

  async #destroy(options: UpOptions): Promise<void> {
    this.#watch(await this.#engine.destroy(options), [], options.troubles);
  }
}

/** Lives a story of a Team account through. Throws, with the step that it came to, where something is wrong. */
export async function liveInTeam(world: World, story: TeamStory): Promise<void> {
  world.reset({ type: "Team", people: story.people, suspended: [], licenses: [] });
  const life = new TeamLife(world, story.program);
  for (const [i, step] of story.steps.entries()) await livingAt(`step ${i + 1}`, () => life.live(step));
  await livingAt("the end", () => life.end());
}

function tellTeamProgram(team: TeamProgram): string {
  const [set] = programOf(team);
  if (!set) return "(no resources)";
  const users = set.listing.map(([name]) => spell(name));
  const settings = [`onRemoval ${team.onRemoval}`, `missingUsers ${team.missingUsers}`];
  if (!team.disassociate) settings.push("teamAccount refuse");
  return `setA [${users.join(", ")}]; ${settings.join("; ")}`;
}

function tellTeamStep(next: TeamStep): string {
  if (next.do === "program") return `the program is now ${tellTeamProgram(next.program)}`;
  if (next.do === "others") return `somebody: ${next.act} person ${next.who}`;
  if (next.do === "refresh") return "pulumi refresh";
  const flags = [
    ...(next.refresh ? ["--refresh"] : []),
    ...next.troubles.map((one) => `trouble: ${Object.values(one).join(" ")}`),
  ];
  return [`pulumi ${next.do}`, ...flags].join(" | ");
}

/** A whole story, to be read by a person. */
export function tellTeamStory({ people, program: first, steps }: TeamStory): string {
  const lines = [`Team account: ${people} people`, `program: ${tellTeamProgram(first)}`];
  lines.push(...steps.map((next, i) => `${i + 1}. ${tellTeamStep(next)}`));
  lines.push("the end: pulumi up --refresh, destroy --refresh");
  return lines.map((line) => `  ${line}`).join("\n");
}
