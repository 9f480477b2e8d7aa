/**
 * The licenses of an Amazon Chime account, as the API spells them.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateUserRequestItem.html}
 * @public
 */
export const LicenseType = {
  /** The free license: chat, and taking part in meetings. */
  Basic: "Basic",
  /** A tier that AWS retired before the service; few accounts support it. */
  Plus: "Plus",
  /** The paid license: hosting and scheduling meetings too. */
  Pro: "Pro",
  /** Pro on trial: a new user's first 30 days. Few accounts support it as a license to give. */
  ProTrial: "ProTrial",
} as const;

/**
 * One of the four licenses. Letter case matters; a string will do as well as a member of the constant. Which ones an
 * account supports is its own: see `SupportedLicenses` of
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_Account.html}
 * @useDeclaredType
 * @public
 */
export type LicenseType = (typeof LicenseType)[keyof typeof LicenseType];
