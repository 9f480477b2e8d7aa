import type { RunRegister } from "../lifecycle/programClaims";
import { openRunFiles } from "../model/runFiles";

/** Where each process of a run notes which claims it was given, so that one that is only asked to delete knows of them too. */
export function createRunRegister(engineAddress: string | undefined): RunRegister {
  const files = openRunFiles("run", engineAddress);
  return { add: files.add, others: files.read };
}
