import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { choosePort } from "./local-port.ts";

const servers: Server[] = [];

async function occupyPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return address.port;
}

async function findFree(): Promise<number> {
  const port = await occupyPort();
  servers.pop()?.close();
  return port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe("the port of an embedded server", () => {
  it("is the requested one when it is free", async () => {
    const requested = await findFree();
    expect(await choosePort({ requested, remembered: await findFree() })).toBe(requested);
  });

  it("is refused when the requested one is taken", async () => {
    const requested = await occupyPort();
    await expect(choosePort({ requested })).rejects.toMatchObject({
      failure: "PORT_UNAVAILABLE",
      message: `Port ${requested} on 127.0.0.1 is taken; choose another or none.`,
    });
  });

  it("is never 5432, neither requested nor remembered", async () => {
    await expect(choosePort({ requested: 5432 })).rejects.toMatchObject({ failure: "PORT_UNAVAILABLE" });
    expect(await choosePort({ remembered: 5432 })).not.toBe(5432);
  });

  it("stays that of the last start while it is free", async () => {
    const remembered = await findFree();
    expect(await choosePort({ requested: 0, remembered })).toBe(remembered);
  });

  it("changes when somebody took it meanwhile", async () => {
    const remembered = await occupyPort();
    const chosen = await choosePort({ remembered });
    expect(chosen).not.toBe(remembered);
    expect(chosen).toBeGreaterThan(0);
  });
});
