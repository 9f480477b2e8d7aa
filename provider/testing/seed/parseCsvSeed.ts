import { type CsvError, parse } from "csv-parse/sync";
import type { AccountType } from "../shapes";
import { USER_MEMBERS } from "./members";
import { type DescribePlace, type Place, parseAccounts } from "./parseAccounts";
import { SeedError } from "./seedError";
import type { AccountSnapshot } from "./seedShapes";

/** Columns about the row's account; `AccountId` is a member of User too. */
const ACCOUNT_COLUMNS: Readonly<Record<string, string>> = {
  AccountId: "AccountId",
  AccountType: "AccountType",
  AccountName: "Name",
  Name: "Name",
};

/** The members of User that are one text. */
const USER_COLUMNS = Object.keys(USER_MEMBERS).filter((name) => name !== "AlexaForBusinessMetadata");
const COLUMNS = [...new Set([...USER_COLUMNS, ...Object.keys(ACCOUNT_COLUMNS)])];

/** A `'` before what a spreadsheet would take for a formula: the mark that it is text, and no part of it. */
const TEXT_MARK = /^'(?='*[=+\-@\t\uff0b\uff0d\uff1d\uff20])/;

type Cells = Readonly<Record<string, string>>;
type Row = { readonly line: number; readonly cells: Cells };
type RawAccount = { readonly members: Record<string, string>; readonly rows: Row[] };

/**
 * Reads the CSV form: a header row of column names, then one user a row, with commas between the cells, or, as
 * spreadsheets of many countries write it, semicolons or tabs. Rows go to the account that AccountId, AccountType
 * and AccountName say; without those columns they make one EnterpriseLWA account. Throws SeedError.
 */
export function parseCsvSeed(text: string, source: string): AccountSnapshot[] {
  const accounts = groupByAccount(readRows(text, source), source);
  if (accounts.length === 0) throw new SeedError(`${source}: there is no row below the header.`);
  const raw = accounts.map(({ members, rows }) => ({ ...members, Users: rows.map(({ cells }) => userCells(cells)) }));
  return parseAccounts(raw, describeCsvPlace(accounts, source));
}

/** What stands between two cells: the header tells, none of whose names has any of these in it. */
const DELIMITERS = [",", ";", "\t"];

function delimiterOf(text: string): string {
  const [header = ""] = text.trimStart().split(/\r?\n/, 1);
  return DELIMITERS.find((one) => header.includes(one)) ?? ",";
}

function readRows(text: string, source: string): Row[] {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      info: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { message } = error as CsvError;
    throw new SeedError(`${source}: the file is not CSV: ${message}.`, { cause: error });
  }
  const [header, ...rows] = records;
  const columns = (header?.record ?? []).map((name) => readColumn(name, source));
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index);
  if (repeated !== undefined) throw new SeedError(`${source}, line 1: the column "${repeated}" is there twice.`);
  return rows.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(
      columns
        .map((name, index) => [name, (record[index] ?? "").replace(TEXT_MARK, "")])
        .filter(([, cell]) => cell !== ""),
    ),
  }));
}

function readColumn(name: string, source: string): string {
  const column = COLUMNS.find((known) => known.toLowerCase() === name.toLowerCase());
  if (column === undefined) {
    throw new SeedError(`${source}, line 1: the column "${name}" is not one of ${COLUMNS.join(", ")}.`);
  }
  return column;
}

function groupByAccount(rows: readonly Row[], source: string): RawAccount[] {
  const accounts = new Map<string, RawAccount>();
  for (const row of rows) {
    const members = accountCells(row.cells);
    const key = members["AccountId"] ?? JSON.stringify([members["AccountType"], members["Name"]]);
    const account = accounts.get(key) ?? { members: {}, rows: [] };
    accounts.set(key, account);
    mergeMembers(account.members, members, `${source}, line ${row.line}`);
    account.rows.push(row);
  }
  const fallback: { readonly AccountType: AccountType } = { AccountType: "EnterpriseLWA" };
  return [...accounts.values()].map(({ members, rows: own }) => ({ members: { ...fallback, ...members }, rows: own }));
}

/** An account's rows need not repeat what one of them has said, but must not contradict it. */
function mergeMembers(known: Record<string, string>, members: Cells, place: string): void {
  for (const [name, value] of Object.entries(members)) {
    const before = known[name];
    if (before !== undefined && before !== value) {
      throw new SeedError(`${place}: the account's ${name} is "${value}" here, but "${before}" in a row before.`);
    }
    known[name] = value;
  }
}

function accountCells(cells: Cells): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ACCOUNT_COLUMNS).flatMap(([column, member]) => {
      const cell = cells[column];
      return cell === undefined ? [] : [[member, cell] as const];
    }),
  );
}

function userCells(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([column]) => ACCOUNT_COLUMNS[column] === undefined));
}

function describeCsvPlace(accounts: readonly RawAccount[], source: string): DescribePlace {
  return ({ account, user, member }: Place) => {
    const line = accounts[account]?.rows[user ?? 0]?.line;
    const column = member === undefined ? "" : `, column ${member === "Name" ? "AccountName" : member}`;
    return `${source}, line ${line}${column}`;
  };
}
