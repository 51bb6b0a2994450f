/** What the tokens that are mailed are for; each is the template of its mail, too. */
export const MAILED_TOKEN_PURPOSES = ["PASSWORD_RESET", "EMAIL_VERIFICATION"] as const;

/** One of {@link MAILED_TOKEN_PURPOSES}. */
export type MailedTokenPurpose = (typeof MAILED_TOKEN_PURPOSES)[number];
