import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { withChime } from "../support/chime";
import { openInProcess } from "../support/inProcess";
import { check, create, deleteResource, diff, read } from "../support/operations";
import { ACCOUNT, emailOf, range } from "../support/people";

/*
 * A script: one resource of so many users, from create to delete, in this process. Arguments: the resource, and the
 * number of users.
 */

async function liveThrough(resource: string, people: number): Promise<void> {
  const users = range(0, people).map(emailOf);
  const kind = resource === suspensionKind.resource ? suspensionKind : licenseKind;
  const listing = kind === suspensionKind ? { users } : { licenses: Object.fromEntries(users.map((u) => [u, "Pro"])) };
  const args = { accountId: ACCOUNT, ...listing };
  await withChime([{ people }], async (chime) => {
    const { session, close } = openInProcess(chime.environment);
    const { inputs } = await check(kind, session, {}, args);
    const { id, outs } = await create(kind, session, inputs);
    const again = await check(kind, session, inputs, args);
    deepEqual(await diff(kind, session, outs, again.inputs, id), { changes: false });
    const seen = await read(kind, session, id, outs);
    await deleteResource(kind, session, seen.outs ?? {});
    await close();
  });
}

const [resource = "", people = ""] = process.argv.slice(2);
liveThrough(resource, Number(people)).catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
