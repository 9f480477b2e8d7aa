import { createClient } from "../../chime/client";
import type { ChimeSettings } from "../../chime/configuration/settings";
import { describeAbsent } from "../../lifecycle/accountReading";
import type { AccountContent } from "../../lifecycle/inventory/takeInventory";
import { Session } from "../../lifecycle/session";
import { findAccountViolations } from "../../plan/guards";
import type { TerminalReport } from "./terminalReport";

/** An account as read, and the session that has read it. */
export interface OpenAccount extends AccountContent {
  readonly session: Session;
}

async function readAccount(session: Session, accountId: string): Promise<OpenAccount> {
  const reader = await session.reader(accountId);
  const answer = await reader.account();
  if (answer.type === "absent") {
    throw new Error(`${describeAbsent(accountId, answer)} Check --account, --endpoint and the AWS profile.`);
  }
  const { account } = answer;
  const violations = findAccountViolations(account);
  if (violations.length > 0) throw new Error(violations.map(({ message }) => message).join("\n"));
  await reader.read({ keys: [], whole: true });
  return { session, account, users: [...(reader.everyone() ?? [])] };
}

/** Reads an account whole and hands it on. Throws where it can't be read, or where no resource could keep its users. */
export async function withAccount<T>(
  accountId: string,
  settings: ChimeSettings,
  report: TerminalReport,
  work: (open: OpenAccount) => Promise<T>,
): Promise<T> {
  const client = createClient(settings, undefined, { tell: (text) => report.progress(text) });
  const { progressMs } = report;
  const session = new Session({
    report,
    ...(progressMs === undefined ? {} : { progressMs }),
    findFaults: async () => [],
    openClient: async () => client,
  });
  try {
    const open = await readAccount(session, accountId);
    await report.flush();
    return await work(open);
  } finally {
    await report.flush();
    await client.close();
  }
}
