import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A statement as it went to the server. */
export interface RecordedStatement {
  /** Statements of one connection come one after the other. */
  readonly connection: number;
  readonly text: string;
  /** In text form, as drivers send them. */
  readonly parameters: readonly (string | null)[];
  /** Statements of a connection that were on their way together have the same; the next wait has the next number. */
  readonly roundTrip: number;
  /** False when its connection had to prepare it first, which costs a round trip more that is not counted. */
  readonly wasPrepared: boolean;
}

/** Reads along between a client in this process and Postgres. */
export interface WireRecorder {
  /** The URL that was given, through the recorder. */
  readonly url: string;
  /** Since the last call of `clear`, BEGIN and COMMIT included; what is only prepared is none. */
  readonly statements: readonly RecordedStatement[];
  /** How often somebody waited for the server since then. */
  readonly roundTrips: number;
  clear(): void;
  close(): Promise<void>;
}

/**
 * Starts a recorder before the server of a URL without TLS, in the frontend/backend protocol 3.0
 * (https://www.postgresql.org/docs/17/protocol.html).
 */
export async function startWireRecorder(url: string): Promise<WireRecorder> {
  const target = new URL(url);
  const statements: RecordedStatement[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let roundTrips = 0;
  const server = createServer((client) => {
    const connection = (connections += 1);
    const upstream = connect(Number(target.port), target.hostname);
    const conversation = new Conversation({
      nextRoundTrip: () => (roundTrips += 1),
      onStatement: (statement) => statements.push({ ...statement, connection }),
    });
    client.on("data", (bytes) => {
      conversation.sent(bytes);
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      conversation.answered(bytes);
      client.write(bytes);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: through.href,
    statements,
    get roundTrips() {
      return roundTrips;
    },
    clear() {
      statements.splice(0);
      roundTrips = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

interface Listener {
  readonly nextRoundTrip: () => number;
  readonly onStatement: (statement: Omit<RecordedStatement, "connection">) => void;
}

/** The messages of one connection. */
class Conversation {
  readonly #listener: Listener;
  /** The first message of a connection has no type. */
  readonly #fromClient = new Messages(false);
  readonly #fromServer = new Messages(true);
  readonly #texts = new Map<string, string>();
  #bound: Omit<RecordedStatement, "connection" | "roundTrip"> | undefined;
  /** Named since the last statement. */
  #isPreparing = false;
  /** Statements whose end the server has not told yet. */
  #outstanding = 0;
  #roundTrip = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  sent(bytes: Buffer): void {
    for (const { type, body } of this.#fromClient.add(bytes)) {
      if (type === "Q") this.#send({ text: readText(body, 0).text, parameters: [], wasPrepared: true });
      else if (type === "P") this.#prepare(body);
      else if (type === "B") this.#bind(body);
      // Sync. One without a statement before it ends what was only described.
      else if (type === "S" && this.#bound !== undefined) {
        const bound = this.#bound;
        this.#bound = undefined;
        this.#send(bound);
      }
    }
  }

  answered(bytes: Buffer): void {
    for (const { type } of this.#fromServer.add(bytes)) {
      if (type === "Z" && this.#outstanding > 0) this.#outstanding -= 1;
    }
  }

  #send(statement: Omit<RecordedStatement, "connection" | "roundTrip">): void {
    if (this.#outstanding === 0) this.#roundTrip = this.#listener.nextRoundTrip();
    this.#outstanding += 1;
    this.#listener.onStatement({ ...statement, roundTrip: this.#roundTrip });
  }

  #prepare(body: Buffer): void {
    const name = readText(body, 0);
    this.#texts.set(name.text, readText(body, name.end).text);
    this.#isPreparing = true;
  }

  #bind(body: Buffer): void {
    const portal = readText(body, 0);
    const name = readText(body, portal.end);
    let at = name.end + 2 + 2 * body.readInt16BE(name.end);
    const count = body.readInt16BE(at);
    at += 2;
    const parameters = Array.from({ length: count }, () => {
      const length = body.readInt32BE(at);
      at += 4 + Math.max(length, 0);
      return length < 0 ? null : body.toString("utf8", at - length, at);
    });
    const text = this.#texts.get(name.text) ?? "";
    this.#bound = { text, parameters, wasPrepared: !this.#isPreparing };
    this.#isPreparing = false;
  }
}

/** Puts bytes together to messages. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #hasType: boolean;

  constructor(hasType: boolean) {
    this.#hasType = hasType;
  }

  add(bytes: Buffer): { readonly type: string; readonly body: Buffer }[] {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const messages: { readonly type: string; readonly body: Buffer }[] = [];
    let at = 0;
    for (;;) {
      const head = this.#hasType ? 1 : 0;
      if (all.length < at + head + 4) break;
      const end = at + head + all.readInt32BE(at + head);
      if (all.length < end) break;
      const type = head === 1 ? all.toString("latin1", at, at + 1) : "";
      messages.push({ type, body: all.subarray(at + head + 4, end) });
      this.#hasType = true;
      at = end;
    }
    this.#rest = all.subarray(at);
    return messages;
  }
}

/** A text that ends with a zero byte, and where the next value begins. */
function readText(body: Buffer, from: number): { readonly text: string; readonly end: number } {
  const end = body.indexOf(0, from);
  return { text: body.toString("utf8", from, end), end: end + 1 };
}
