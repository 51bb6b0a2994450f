import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { AppError } from "../errors/app-error.ts";
import { makeRequestScope } from "../observability/request-scope.ts";
import { errorBody } from "./error-body.ts";
import { CORRELATION_HEADER } from "./service-call.ts";

/** What Node says of a connection on which no request, or no whole one, came. */
export interface ConnectionFault extends Error {
  readonly code?: string;
}

/**
 * Answers what is no HTTP, a head that is too large or a request that never ended, and closes the connection. No hook
 * of the server sees these, so the answer is written here: the same shape, under a correlation id of its own.
 * @param headers what every answer of the server has
 */
export function answerConnectionFault(
  fault: ConnectionFault,
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  // The client is gone.
  if (fault.code === "ECONNRESET" || socket.destroyed) return;
  if (socket.writable) socket.write(answerText(fault, headers));
  socket.destroy();
}

function answerText(fault: ConnectionFault, headers: Readonly<Record<string, string>>): string {
  const { status, error } = explain(fault);
  const { correlationId } = makeRequestScope({});
  const body = JSON.stringify(errorBody(error, correlationId).body);
  const lines = Object.entries({
    ...headers,
    [CORRELATION_HEADER]: correlationId,
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n");
}

/** Codes: https://nodejs.org/api/errors.html and https://github.com/nodejs/llhttp */
function explain({ code }: ConnectionFault): { readonly status: number; readonly error: AppError } {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return { status: 431, error: new AppError("PAYLOAD_TOO_LARGE") };
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return { status: 413, error: new AppError("PAYLOAD_TOO_LARGE") };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { status: 408, error: new AppError("DEADLINE_EXCEEDED") };
    default:
      return { status: 400, error: new AppError("VALIDATION_ERROR", "The request is not valid HTTP.") };
  }
}
