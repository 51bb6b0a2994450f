import { expect, it } from "vitest";
import { startGoldenStack } from "./golden-stack.ts";

/** Nobody listens there. */
const NOWHERE = "postgres://nobody@127.0.0.1:9/none";

function openServers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
}

it("leaves no server open when the product does not start, so that whoever wanted it can end", async () => {
  const before = openServers();
  await expect(startGoldenStack({ adminUrl: NOWHERE, urlFor: () => NOWHERE })).rejects.toThrow();
  await expect.poll(openServers).toBeLessThanOrEqual(before);
});
