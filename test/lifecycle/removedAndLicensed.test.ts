import { equal, match, rejects } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { withChime } from "../support/chime";
import { type InProcess, openInProcess } from "../support/inProcess";
import { check, create, diff } from "../support/operations";
import { emailOf, idOf, TEAM } from "../support/people";

const urnOf = (kind: string, name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:${kind}::${name}`;
const setOf = (users: readonly string[]): Record<string, unknown> => ({
  __urn: urnOf("UserSuspensionSet", "leavers"),
  accountId: TEAM,
  users,
  exclusive: true,
  teamAccount: "disassociate",
});
const HOSTS = {
  __urn: urnOf("UserLicenseAssignment", "hosts"),
  accountId: TEAM,
  licenses: { [emailOf(1)]: "Pro" },
  missingUsers: "warn",
};

describe("on a Team account, suspending and licensing one person", () => {
  it("is refused also where the one names by ID and the other by address, and the user is gone already", async () => {
    await withChime([{ id: TEAM, type: "Team", people: 6 }], async (chime) => {
      const inProcess = async <T>(work: (process: InProcess) => Promise<T>): Promise<T> => {
        const process = openInProcess(chime.environment);
        try {
          return await work(process);
        } finally {
          await process.close();
        }
      };
      const { id, outs, inputs } = await inProcess(async ({ session }) => {
        const { inputs } = await check(suspensionKind, session, {}, setOf([idOf(1)]));
        return { inputs, ...(await create(suspensionKind, session, inputs)) };
      });
      equal(chime.server.user(TEAM, idOf(1)), undefined);
      await inProcess(async ({ session }) => {
        await check(licenseKind, session, {}, HOSTS);
        const { inputs: news } = await check(suspensionKind, session, inputs, setOf([idOf(1), idOf(2)]));
        await rejects(diff(suspensionKind, session, outs, news, id), (error: Error) => {
          match(
            error.message,
            /UserSuspensionSet "leavers" and UserLicenseAssignment "hosts" both list aaaaaaaa-0000-4000-8000-000000000001\. List/,
          );
          return true;
        });
      });
    });
  });
});
