/** A user in the shape of a server seed. */
export interface Person {
  readonly UserId: string;
  readonly PrimaryEmail: string;
  readonly LicenseType: "Basic" | "Pro" | "Plus";
  readonly UserRegistrationStatus: "Registered" | "Suspended";
}

export const ACCOUNT = "11111111-aaaa-4bbb-8ccc-000000000001";
export const SECOND_ACCOUNT = "22222222-aaaa-4bbb-8ccc-000000000002";
export const TEAM = "33333333-aaaa-4bbb-8ccc-000000000003";

const digits = (i: number): string => String(i).padStart(12, "0");

/** The user ID of the i-th person of a test account. */
export function idOf(i: number): string {
  return `aaaaaaaa-0000-4000-8000-${digits(i)}`;
}

/** The address of the i-th person, as the service spells it. */
export function emailOf(i: number): string {
  return `Person.${i}@Example.com`;
}

/** People `from` to `to`, the last one not included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** What a test account is to look like; everybody else is registered and Basic. */
export interface AccountScene {
  readonly id?: string;
  readonly type?: "EnterpriseLWA" | "Team" | "EnterpriseDirectory" | "EnterpriseOIDC";
  readonly people: number;
  readonly suspended?: readonly number[];
  readonly pro?: readonly number[];
  readonly licenses?: readonly ("Basic" | "Pro" | "Plus")[];
}

/** An account as a server's seed has it. */
export function accountOf({ id = ACCOUNT, type = "EnterpriseLWA", people, ...more }: AccountScene) {
  const suspended = new Set(more.suspended);
  const pro = new Set(more.pro);
  const users: Person[] = range(0, people).map((i) => ({
    UserId: idOf(i),
    PrimaryEmail: emailOf(i),
    LicenseType: pro.has(i) ? "Pro" : "Basic",
    UserRegistrationStatus: suspended.has(i) ? "Suspended" : "Registered",
  }));
  const supported = more.licenses ?? (["Basic", "Pro", "Plus"] as const);
  return { AccountId: id, Name: "Example Corp", AccountType: type, SupportedLicenses: supported, Users: users };
}

/** One resource of a test program. */
export interface Declared {
  readonly kind: "UserSuspensionSet" | "UserLicenseAssignment";
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A program that declares resources and exports what is known of them. */
export function programOf(...resources: readonly Declared[]): string {
  const lines = resources.map(
    ({ kind, name, args }) =>
      `exports[${JSON.stringify(name)}] = outputsOf(new chime.${kind}(${JSON.stringify(name)}, ${JSON.stringify(args)}));`,
  );
  return `const chime = require("pulumi-chime-users");
const outputsOf = ({ userIds, suspendedHere, previousLicenses, failures, missingUsers }) =>
  ({ userIds, suspendedHere, previousLicenses, failures, missingUsers });
${lines.join("\n")}
`;
}

export function suspensionSet(args: Readonly<Record<string, unknown>>, name = "leavers"): Declared {
  return { kind: "UserSuspensionSet", name, args: { accountId: ACCOUNT, ...args } };
}

export function licenseAssignment(args: Readonly<Record<string, unknown>>, name = "hosts"): Declared {
  return { kind: "UserLicenseAssignment", name, args: { accountId: ACCOUNT, ...args } };
}
