import { countOf } from "../../provider/model/names";
import type { Company } from "./company";
import type { People, Project } from "./project";
import { terminal } from "./terminal";

const ACTS = 7;
const UP = ["up", "--yes", "--skip-preview"];

/** The people of the story: as it begins, in the pull request, and in one that lists a department by mistake. */
function cast(company: Company): { first: People; second: People; accident: People; added: string[] } {
  const addresses = company.addresses();
  const { accountId } = company;
  const every = (step: number, offset: number): string[] => addresses.filter((_, i) => i % step === offset);
  const leavers = every(6, 1).sort();
  const added = every(100, 4);
  const licenses = Object.fromEntries(every(4, 2).map((address) => [address, "Pro"]));
  const second = [...leavers.slice(1), ...added].sort();
  return {
    first: { accountId, leavers, licenses },
    second: { accountId, leavers: second, licenses },
    accident: {
      accountId,
      leavers: [...second, ...every(3, 0).filter((a) => !second.includes(a)), "jane.doh@example.com"],
      licenses,
    },
    added,
  };
}

/** Tells the story from an account as it is, through changes and accidents, back to the account as it was. */
export async function tellStory(company: Company, project: Project): Promise<void> {
  const { first, second, accident, added } = cast(company);
  const before = company.snapshot();
  const tell = (): void => terminal.fact(`${company.summary()}; ${countOf(company.writes(), "writing call")} so far`);

  terminal.act(1, ACTS, "Who is suspended, and who holds which license, is a program");
  project.showProgram();
  await project.commit(first);
  await project.pulumi(0, UP, "done");
  tell();

  terminal.act(2, ACTS, "A pull request changes the list, and its comment says whom that affects");
  await project.commit(second);
  await project.showChange();
  await project.comment();

  terminal.act(3, ACTS, "Another one lists a department by mistake: refused, before anything is written");
  await project.commit(accident);
  await project.pulumi("failed", ["preview"], "numbers");
  await project.revert("HEAD");

  terminal.act(4, ACTS, "The first one is merged. Some users fail: the others are done, the next up finishes");
  company.stumbleOver(added.slice(0, 2));
  await project.pulumi("failed", UP, "numbers");
  await project.pulumi(0, UP, "numbers");
  tell();

  terminal.act(5, ACTS, "Somebody lets one of them in again by hand: a preview shows it, up repairs it");
  company.server.unsuspend(company.accountId, added.slice(2, 3));
  await project.pulumi(0, ["up", "--yes"]);

  terminal.act(6, ACTS, "The pull request is taken back");
  await project.revert("HEAD~2");
  await project.pulumi(0, UP, "done");

  terminal.act(7, ACTS, "destroy gives back what was there before");
  await project.pulumi(0, ["destroy", "--yes", "--skip-preview"], "done");
  tell();
  if (company.snapshot() !== before) throw new Error("The account is not as it was before the demo.");
  terminal.fact("every user is as before the first up");
}
