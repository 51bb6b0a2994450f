import { connect } from "node:net";
import type { HttpAnswer } from "./answer-oracle.ts";

const ANSWER_TIMEOUT_MS = 15_000;

/** A request as it goes over the wire. */
export interface RawRequest {
  readonly bytes: Buffer;
  /** False when the server must wait for more: the connection is then ended from this side. */
  readonly isWhole: boolean;
}

/**
 * Sends bytes over a connection of their own, and answers what came back; null when the server closed the connection
 * without a word.
 * @throws Error when it neither answers nor closes
 */
export async function exchange(url: string, { bytes, isWhole }: RawRequest): Promise<HttpAnswer | null> {
  const { hostname, port } = new URL(url);
  const received: Buffer[] = [];
  const closed = Promise.withResolvers<undefined>();
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.setTimeout(ANSWER_TIMEOUT_MS, () => {
    closed.reject(new Error("The server neither answered nor closed the connection."));
    socket.destroy();
  });
  socket.on("data", (chunk) => received.push(chunk));
  socket.on("end", () => socket.end());
  // A server that refuses what it has not read resets the connection; what it said before counts.
  socket.on("error", () => closed.resolve(undefined));
  socket.on("close", () => closed.resolve(undefined));
  if (isWhole) socket.write(bytes);
  else socket.end(bytes);
  await closed.promise;
  return readAnswer(Buffer.concat(received));
}

/** The first answer that is final. */
function readAnswer(bytes: Buffer): HttpAnswer | null {
  const text = bytes.toString("latin1");
  if (text === "") return null;
  const headEnd = text.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = text.slice(0, headEnd < 0 ? undefined : headEnd).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) throw new Error(`The answer is no HTTP: ${statusLine}`);
  const rest = bytes.subarray(headEnd + 4);
  if (status < 200) return readAnswer(rest);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name] ?? ""}\n${value}` : value;
  }
  const length = Number(headers["content-length"] ?? rest.length);
  return { status, headers, body: rest.subarray(0, length).toString("utf8") };
}
