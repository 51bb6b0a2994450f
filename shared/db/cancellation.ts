import { connect, type NetConnectOpts } from "node:net";

/** What the server told at the start of a session, for whoever wants to cancel its statement. */
export interface BackendKey {
  readonly pid: number;
  readonly secret: number;
}

// https://www.postgresql.org/docs/17/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-CANCELREQUEST
const MESSAGE_LENGTH = 16;
const CANCEL_REQUEST_CODE = 80_877_102;

/**
 * Asks the server to cancel whatever the backend of `key` is doing, on a connection of its own. Resolves when the
 * server has closed that connection: the signal has been sent by then, so a statement sent afterwards on the backend's
 * own connection comes after it. Unencrypted, as libpq's `PQcancel` does it; the server takes it before it asks for
 * encryption.
 * @throws the socket's error, or that it took longer than `timeoutMs`
 */
export async function requestCancellation(
  address: NetConnectOpts,
  key: BackendKey,
  timeoutMs: number,
): Promise<void> {
  const message = Buffer.alloc(MESSAGE_LENGTH);
  message.writeUInt32BE(MESSAGE_LENGTH, 0);
  message.writeUInt32BE(CANCEL_REQUEST_CODE, 4);
  message.writeUInt32BE(key.pid, 8);
  message.writeUInt32BE(key.secret, 12);

  const closed = Promise.withResolvers<undefined>();
  const socket = connect(address);
  const timer = setTimeout(() => {
    socket.destroy(new Error(`The server took no cancel request within ${String(timeoutMs)} ms.`));
  }, timeoutMs);
  socket.once("error", closed.reject);
  socket.once("close", () => {
    closed.resolve(undefined);
  });
  // Ended by the server, and not by us: its closing is the answer.
  socket.write(message);
  socket.resume();
  try {
    await closed.promise;
  } finally {
    clearTimeout(timer);
  }
}
