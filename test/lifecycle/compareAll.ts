import { licenseKind } from "../../provider/lifecycle/kinds";
import { withChime } from "../support/chime";
import { openInProcess } from "../support/inProcess";
import { check, create, diff } from "../support/operations";
import { ACCOUNT, emailOf, range } from "../support/people";

/*
 * A script: prints how many bytes it takes on the heap, garbage included, to compare and preview a resource of so many users who
 * all get another license, once the account has been read. To be run with so much young space that nothing is collected.
 */

async function compareAll(people: number): Promise<void> {
  const users = range(0, people).map(emailOf);
  const args = (license: string) => ({
    __urn: "urn:pulumi:dev::people::chime:UserLicenseAssignment::users",
    accountId: ACCOUNT,
    licenses: Object.fromEntries(users.map((user) => [user, license])),
  });
  await withChime([{ people }], async (chime) => {
    const { session, close } = openInProcess(chime.environment);
    const { inputs } = await check(licenseKind, session, {}, args("Pro"));
    const { id, outs } = await create(licenseKind, session, inputs);
    const again = await check(licenseKind, session, inputs, args("Plus"));
    const before = process.memoryUsage().heapUsed;
    await diff(licenseKind, session, outs, again.inputs, id);
    process.stdout.write(`${process.memoryUsage().heapUsed - before}\n`);
    await close();
  });
}

compareAll(Number(process.argv[2])).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
