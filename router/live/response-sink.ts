import type { ServerResponse } from "node:http";
import type { StreamSink } from "./live-stream.ts";

/** A client that does not take the end of its stream by then is let go. */
const FAREWELL_MS = 1_000;

/** Writes a stream to a response whose headers were sent. */
export function createResponseSink(response: ServerResponse): StreamSink {
  return {
    write: (text) => void response.write(text),
    get bufferedBytes() {
      return response.writableLength;
    },
    end: () => {
      response.end();
      const timer = setTimeout(() => response.destroy(), FAREWELL_MS).unref();
      response.once("close", () => clearTimeout(timer));
    },
    destroy: () => void response.destroy(),
  };
}
