import type { RunRegister } from "../lifecycle/programClaims";
import { openRunFiles } from "../model/runFiles";
import { openWrittenClaims } from "../model/writtenClaims";

/**
 * Where each process of a run notes which claims it was given, and a program which it has written, so that one that is only
 * asked to delete knows of them too.
 */
export function createRunRegister(engineAddress: string | undefined): RunRegister {
  const files = openRunFiles("run", engineAddress);
  const programs = openWrittenClaims(engineAddress);
  return { add: files.add, others: files.read, written: programs.read };
}
