/**
 * The licenses of an Amazon Chime account, as the API spells them.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateUserRequestItem.html}
 * @public
 */
export const LicenseType = { Basic: "Basic", Plus: "Plus", Pro: "Pro", ProTrial: "ProTrial" } as const;

/** One of the four licenses. Letter case matters. @public */
export type LicenseType = (typeof LicenseType)[keyof typeof LicenseType];
