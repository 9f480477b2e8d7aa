import { countOf } from "../../provider/model/names";
import type { Company } from "./company";
import type { People, Project } from "./project";
import { terminal } from "./terminal";

const ACTS = 6;

/** The people of the story: those who leave first, then who leaves and comes back, and whose license moves. */
function cast(company: Company): { first: People; second: People; undone: string } {
  const addresses = company.addresses();
  const { accountId } = company;
  const every = (step: number, offset: number): string[] => addresses.filter((_, i) => i % step === offset);
  const leavers = every(5, 1);
  const newLeavers = every(40, 3);
  const back = leavers.slice(0, 6);
  const sales = Object.fromEntries(every(4, 2).map((address) => [address, "Pro"]));
  const moved = Object.fromEntries(every(8, 2).map((address) => [address, "Basic"]));
  return {
    first: { accountId, leavers, licenses: sales },
    second: {
      accountId,
      leavers: [...leavers.filter((address) => !back.includes(address)), ...newLeavers],
      licenses: { ...sales, ...moved },
    },
    undone: leavers[10] ?? "",
  };
}

function tell(company: Company): void {
  const { reads, writes, users } = company.bill();
  process.stdout.write("\n");
  terminal.fact("account", company.summary());
  const changed = writes === 0 ? "nothing written" : `${countOf(writes, "write")} changed ${countOf(users, "user")}`;
  terminal.fact("calls", `${changed}, ${countOf(reads, "read")}`);
  if (users > writes) terminal.fact("", `one call per user would have been ${countOf(users, "write")}`);
}

/** Tells the story from an account as it is, through changes and an accident, back to the account as it was. */
export async function tellStory(company: Company, project: Project): Promise<void> {
  const { first, second, undone } = cast(company);
  const before = company.snapshot();

  terminal.act(1, ACTS, "A preview: what would happen, before it happens");
  terminal.say("The company declares who is suspended and who holds which license. This is the whole program:");
  project.showProgram();
  terminal.say(`people.json lists ${first.leavers.length} leavers and ${Object.keys(first.licenses).length} licenses.`);
  terminal.fact("account", company.summary());
  await project.declare(first);
  await project.pulumi("preview");
  tell(company);

  terminal.act(2, ACTS, "The first up");
  await project.pulumi("up", "--yes", "--skip-preview");
  tell(company);

  terminal.act(3, ACTS, "A pull request: people leave, people come back, licenses move");
  await project.declare(second);
  await project.pulumi("up", "--yes", "--skip-preview");
  tell(company);

  terminal.act(4, ACTS, "Somebody undoes a suspension behind Pulumi's back");
  company.server.unsuspend(company.accountId, [undone]);
  terminal.say(`Somebody has unsuspended ${undone} by hand. A preview with --refresh looks at the real account:`);
  await project.pulumi("preview", "--refresh");
  tell(company);

  terminal.act(5, ACTS, "up repairs it");
  await project.pulumi("up", "--refresh", "--yes", "--skip-preview");
  tell(company);

  terminal.act(6, ACTS, "destroy gives back what was there before");
  await project.pulumi("destroy", "--yes", "--skip-preview");
  tell(company);
  const same = company.snapshot() === before;
  terminal.fact("", same ? "every user is as before the first up" : "SOME USERS ARE NOT AS BEFORE");
  if (!same) throw new Error("The account is not as it was before the demo.");
}
