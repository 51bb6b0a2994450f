import { PassThrough } from "node:stream";
import type { Socket } from "node:net";
import { expect, it } from "vitest";
import { answerConnectionFault } from "./client-error.ts";

function answerTo(code: string): string {
  const socket = new PassThrough();
  answerConnectionFault(Object.assign(new Error("no"), { code }), socket as unknown as Socket, {});
  return String(socket.read() ?? "");
}

it.each([
  ["ERR_HTTP_REQUEST_TIMEOUT", "408 Request Timeout", "DEADLINE_EXCEEDED"],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", "413 Payload Too Large", "PAYLOAD_TOO_LARGE"],
  ["HPE_INVALID_METHOD", "400 Bad Request", "VALIDATION_ERROR"],
])("answers %s by status and code", (fault, status, code) => {
  const answer = answerTo(fault);
  expect(answer.startsWith(`HTTP/1.1 ${status}\r\n`)).toBe(true);
  expect(answer).toContain(`"code":"${code}"`);
});

it("says nothing to a client that is gone", () => {
  expect(answerTo("ECONNRESET")).toBe("");
});
