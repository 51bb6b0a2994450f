import { isIPv4, isIPv6 } from "node:net";

const GROUPS = 8;
/** A household or a server gets at least a /64 of its own (RFC 6177): within it addresses cost nothing. */
const NETWORK_GROUPS = 4;

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address as four groups of hex digits. An IPv4 address
 * written as IPv6 (RFC 4291, section 2.5.5.2) is the IPv4 address. What is no address is returned as it is.
 */
export function networkOf(address: string): string {
  const [bare = ""] = address.split("%");
  const embedded = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (embedded !== undefined && isIPv4(embedded)) return embedded;
  if (!isIPv6(bare)) return bare;
  return expand(bare).slice(0, NETWORK_GROUPS).join(":");
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): readonly string[] {
  const [head = "", tail] = address.split("::");
  const left = groupsOf(head);
  const right = groupsOf(tail ?? "");
  const gap = tail === undefined ? 0 : GROUPS - left.length - right.length;
  return [...left, ...Array.from({ length: gap }, () => "0"), ...right];
}

function groupsOf(part: string): readonly string[] {
  return part.split(":").flatMap((group) => {
    if (group === "") return [];
    // Only the last group can be an IPv4 address, which takes the place of two and is never part of the network.
    return isIPv4(group) ? ["0", "0"] : [Number.parseInt(group, 16).toString(16)];
  });
}
