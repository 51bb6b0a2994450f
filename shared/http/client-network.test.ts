import { describe, expect, it } from "vitest";
import { clientNetwork } from "./client-network.ts";

describe("the network of a client", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:192.0.2.7", "192.0.2.7"],
    ["2001:db8:0:7::1", "2001:db8:0:7::/64"],
    ["2001:0db8:0000:0007:ffff:ffff:ffff:ffff", "2001:db8:0:7::/64"],
    ["2001:DB8::7:0:0:0:9", "2001:db8:0:7::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"],
    ["2001:0db8:0001:0002:ffff::1", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
    ["unix socket", "unknown"],
    ["not an address", "unknown"],
    ["", "unknown"],
    ["192.0.2.7, 198.51.100.1", "unknown"],
  ])("of %s is %s", (address, bucket) => {
    expect(clientNetwork(address)).toBe(bucket);
  });

  it("is one for all addresses of a network of 64 bits, and another for the next", () => {
    expect(clientNetwork("2001:db8:1:2:3:4:5:6")).toBe(clientNetwork("2001:db8:1:2::"));
    expect(clientNetwork("2001:db8:1:3::")).not.toBe(clientNetwork("2001:db8:1:2::"));
  });
});
