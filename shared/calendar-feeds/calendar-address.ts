import { hash, randomBytes } from "node:crypto";

/** Below it calendar feeds are fetched from the router, as `<token>.ics`. */
export const CALENDARS_PATH = "/v1/calendars/";

/** Where the router asks for the calendar of a token, by its hash. */
export const CALENDAR_FEEDS_PATH = "/internal/calendar-feeds";

const TOKEN_BYTES = 32;
const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** A token that nobody can guess: 32 random bytes in base64url, 43 characters. */
export function newCalendarToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is kept and sent of a token: its SHA-256 in base64url. It opens nothing by itself. */
export function hashOfCalendarToken(token: string): string {
  return hash("sha256", token, "base64url");
}

/**
 * The address to subscribe to.
 * @param publicUrl where clients reach the API, without a slash at the end
 */
export function calendarUrl(publicUrl: string, token: string): string {
  return `${publicUrl}${CALENDARS_PATH}${token}.ics`;
}

/** The hash of the token that a file name stands for; null for what is no such name. */
export function hashOfCalendarFile(file: string): string | null {
  const token = FILE.exec(file)?.[1];
  return token === undefined ? null : hashOfCalendarToken(token);
}
