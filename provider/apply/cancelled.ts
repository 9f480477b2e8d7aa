/** The code of users who were not sent any more because the run was cancelled. */
export const CANCELLED = "Cancelled";

/** What is said of them: the same of each, so that it is told once. */
export const CANCELLED_MESSAGE = "the run was cancelled before this user's turn. Run the same command again to go on.";
