const SECOND_MS = 1_000;
const FIRST_RETRY_MS = 30 * SECOND_MS;
const LONGEST_RETRY_MS = 600 * SECOND_MS;

/** Notices are of use for a day; what carries a token, as long as the token. */
export const NOTICE_LIFETIME_MS = 24 * 60 * 60 * SECOND_MS;

/** Mails of one kind that an account gets within {@link MAIL_LIMIT_WINDOW_MS}, of those that anybody can ask for. */
export const MAIL_LIMIT = 3;
export const MAIL_LIMIT_WINDOW_MS = 60 * 60 * SECOND_MS;

/**
 * When a mail is tried again, if this try fails or nobody hears how it went: after half a minute, then twice as long each
 * time, up to ten minutes. Longer than a try takes, so that it is not tried twice at the same time.
 * @param attempts tries before this one
 */
export function nextTry(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** attempts, LONGEST_RETRY_MS));
}
