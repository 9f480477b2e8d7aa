/**
 * Users per BatchSuspendUser call. The AWS SDKs do not check it.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchSuspendUser.html}
 */
export const USERS_PER_SUSPEND = 50;

/**
 * Users per BatchUnsuspendUser call.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUnsuspendUser.html}
 */
export const USERS_PER_UNSUSPEND = 50;

/**
 * Users per BatchUpdateUser call.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchUpdateUser.html}
 */
export const USERS_PER_UPDATE = 20;

/**
 * Addresses per InviteUsers call.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_InviteUsers.html}
 */
export const EMAILS_PER_INVITE = 50;

/**
 * Users per page of ListUsers, at most; the service's own default is 100.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_ListUsers.html}
 */
export const USERS_PER_PAGE = 200;
