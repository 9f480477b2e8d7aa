/** IDs in one BatchSuspendUser or BatchUnsuspendUser call. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchSuspendUser.html} */
export const MAX_SUSPENSION_IDS = 50;

/** Items in one BatchUpdateUser call. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUpdateUser.html} */
export const MAX_UPDATE_ITEMS = 20;

/** Addresses in one InviteUsers call. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_InviteUsers.html} */
export const MAX_INVITE_ADDRESSES = 50;

/** Entries on a page of ListUsers or ListAccounts. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_ListUsers.html} */
export const PAGE_SIZE: { readonly min: number; readonly max: number; readonly default: number } = {
  min: 1,
  max: 200,
  default: 100,
};

/** Characters of the name filter of ListAccounts. {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_ListAccounts.html} */
export const MAX_ACCOUNT_NAME_LENGTH = 100;

/** Minutes that a signature's time may be off. {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4-troubleshooting.html} */
export const SIGNATURE_TOLERANCE_MINUTES = 15;

/** Bytes of a request body. Fifty IDs need about 2 KiB; the service's own cap is not documented. */
export const MAX_BODY_BYTES: number = 1024 * 1024;

/** Milliseconds for a client to send its headers, and its whole request. */
export const HEADERS_TIMEOUT_MS = 10_000;
export const REQUEST_TIMEOUT_MS = 30_000;

/** Requests that a journal keeps where nothing else is said; the oldest go first. */
export const MAX_JOURNAL_ENTRIES = 100_000;
