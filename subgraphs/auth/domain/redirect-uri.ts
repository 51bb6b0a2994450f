/**
 * A registered address of this form stands for any port (RFC 8252, section 7.3): a native app listens on the loopback
 * interface, on whatever port is free. Addresses and not `localhost`, which a machine may resolve to somewhere else.
 */
const LOOPBACK_OF_ANY_PORT = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?=\/)/;
const PORT = /^:([1-9]\d{0,4})(?=\/)/;
const HIGHEST_PORT = 65_535;

/**
 * True when a client may be answered at `asked`: it is one of the `registered` addresses, character by character (RFC
 * 9700, section 2.1), or one of its loopback addresses with a port. Nothing is decoded, folded or normalised, so there is
 * no spelling that we and a browser could read in two ways.
 */
export function isRedirectUriOf(asked: string, registered: readonly string[]): boolean {
  return registered.some((address) => address === asked || withoutLoopbackPort(asked, address) === address);
}

/** `asked` without its port, when `address` is registered for any. */
function withoutLoopbackPort(asked: string, address: string): string | undefined {
  const host = LOOPBACK_OF_ANY_PORT.exec(address)?.[0];
  if (host === undefined || !asked.startsWith(host)) return undefined;
  const rest = asked.slice(host.length);
  const port = PORT.exec(rest)?.[1];
  if (port === undefined || Number(port) > HIGHEST_PORT) return undefined;
  return host + rest.slice(1 + port.length);
}

/**
 * True when an answer that is sent there reaches the registered app and no other: an address of the web. A port of the
 * machine or a scheme may have been taken by any program on it, so whoever is signed in must be asked, whatever the app
 * says it is (RFC 8252, section 8.6). `http://localhost` is for front ends under development.
 */
export function isAddressOfWeb(redirectUri: string): boolean {
  return redirectUri.startsWith("https://") || /^http:\/\/localhost[:/]/.test(redirectUri);
}

/** The address with parameters added to it (RFC 6749, section 4.1.2); those that are undefined are left out. */
export function withParameters(
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.append(name, value);
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query.toString()}`;
}
