/** What a template may put into its text. Dates are written out, with the zone. */
export interface MailFacts {
  /** Address of the app, without a slash at the end. */
  readonly appUrl: string;
  /** Empty for a mail without one. It goes behind `#`: what follows is not sent to servers, logged or passed on. */
  readonly token: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

/** Writes a mail: plain text, in English. */
export type MailText = (facts: MailFacts) => { readonly subject: string; readonly text: string };
