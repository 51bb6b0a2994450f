import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * What becomes of bytes and of new connections: `pass` hands them on, `hang` accepts and says nothing, `drop` ends
 * each at once.
 */
export type ProxyMode = "pass" | "hang" | "drop";

/** A TCP proxy on 127.0.0.1 that can be made to fail. */
export interface FaultyProxy {
  readonly port: number;
  /** Connections taken so far. */
  readonly taken: number;
  /** Counts for open connections, too: `hang` holds back their bytes, `drop` resets them. */
  setMode(mode: ProxyMode): void;
  close(): Promise<void>;
}

/** Starts a proxy to a port of this machine. */
export async function startFaultyProxy(targetPort: number): Promise<FaultyProxy> {
  let mode: ProxyMode = "pass";
  let taken = 0;
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((inner) => {
    taken += 1;
    if (mode === "drop") {
      inner.destroy();
      return;
    }
    const outer = connect(targetPort, "127.0.0.1");
    const pair = [inner, outer] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [outer, inner] as const]) {
      from.on("data", (bytes) => {
        to.write(bytes);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        pairs.delete(pair);
        to.destroy();
      });
      if (mode === "hang") from.pause();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const dropAll = (): void => {
    for (const [inner, outer] of pairs) {
      inner.resetAndDestroy();
      outer.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    get taken() {
      return taken;
    },
    setMode(next) {
      mode = next;
      if (mode === "drop") dropAll();
      for (const socket of [...pairs].flat()) {
        if (mode === "hang") socket.pause();
        else socket.resume();
      }
    },
    async close() {
      dropAll();
      server.close();
      await once(server, "close");
    },
  };
}
