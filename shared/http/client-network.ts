import { isIPv4, isIPv6 } from "node:net";

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Of an address that is none, as a proxy may hand on. */
const NO_ADDRESS = "unknown";
const GROUPS = 8;
/** Sixteen-bit groups of the network: 64 bits, which is what one customer gets (RFC 6177). */
const NETWORK_GROUPS = 4;

/**
 * What counts as one client: an IPv4 address itself, also when it is written as IPv6 (RFC 4291, section 2.5.5.2), and of
 * IPv6 the network of 64 bits, whose addresses one host may change at will, e.g. `2001:db8:0:7::/64`.
 * @param address as the socket or a trusted proxy gives it
 */
export function clientNetwork(address: string): string {
  const [plain = ""] = address.split("%", 1);
  const mapped = MAPPED.exec(plain)?.[1] ?? plain;
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(plain)) return NO_ADDRESS;
  // The URL parser writes an address in one way only (RFC 5952), an IPv4 part as two groups.
  const compact = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [before = "", after] = compact.split("::");
  const head = groupsOf(before);
  const tail = after === undefined ? [] : groupsOf(after);
  const middle = Array<string>(GROUPS - head.length - tail.length).fill("0");
  const groups = [...head, ...middle, ...tail];
  return `${groups.slice(0, NETWORK_GROUPS).join(":")}::/64`;
}

function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":");
}
