/** What of a request tells whose page sent it. */
export interface SentBy {
  /** The header `Origin` as it came: browsers send it with whatever another site's page may change here. */
  readonly origin: string | undefined;
  /** The header `Host` as it came. */
  readonly host: string | undefined;
  /** The header `Sec-Fetch-Site` as it came: a link or an image of another site sends no `Origin`. */
  readonly site?: string | undefined;
}

/**
 * True when a browser says that the page of another site has sent the request: its cookie may have come along against the
 * will of whoever is signed in (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).
 * @param allowed origins whose pages are front ends of ours, for example `http://localhost:3000`
 */
export function isForeignOrigin({ origin, host, site }: SentBy, allowed: readonly string[]): boolean {
  if (origin === undefined) return site === "cross-site";
  if (allowed.includes(origin)) return false;
  // Behind a proxy only the name is known here, and not whether the page came by HTTPS.
  return host === undefined || URL.parse(origin)?.host !== host;
}
