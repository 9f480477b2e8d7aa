/**
 * The local Amazon Chime server, for tests, demos and trying things out. It imports nothing of what it tests.
 *
 * @module pulumi-chime-users/testing
 */

export type { AccountControls, AccountView } from "./accountControls";
export type { ChimeServer, ChimeServerOptions } from "./chimeServer";
export type { ConnectionFault, ErrorForm, Fault, FaultScript, UserFault } from "./faults/fault";
export { addFaultRules, type FaultRule, FaultRuleError, parseFaultRules } from "./faults/faultRule";
export { describeEntry, type Journal, type JournalEntry } from "./journal";
export { OPERATION_NAMES, type OperationName } from "./operations/operation";
export { type AccountOptions, createAccount, EXAMPLE_ACCOUNT_ID, EXAMPLE_TEAM_ID } from "./seed/createAccount";
export { generateUsers } from "./seed/generateUsers";
export { SeedError } from "./seed/seedError";
export type { AccountSeed, AccountSnapshot, UserSeed } from "./seed/seedShapes";
export type {
  Account,
  AccountStatus,
  AccountType,
  AlexaForBusinessMetadata,
  ErrorCode,
  InviteStatus,
  License,
  RegistrationStatus,
  User,
  UserError,
  UserType,
} from "./shapes";
export { type Credentials, EXAMPLE_CREDENTIALS } from "./signature/credentials";
export { startChimeServer } from "./startChimeServer";
