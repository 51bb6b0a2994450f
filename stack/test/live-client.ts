import { eventually } from "./eventually.ts";

/** One event of a stream. */
export interface LiveEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How a stream is opened. */
export interface LiveRequest {
  readonly cookie?: string;
  readonly token?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly lastEventId?: string | undefined;
}

/** Follows `/events` as an app does. */
export class LiveClient {
  readonly status: number;
  readonly headers: Headers;
  readonly events: LiveEvent[] = [];
  /** What came, as it came. */
  text = "";
  hasEnded = false;
  /** The body of a refusal. */
  refusal: unknown;
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#abort = abort;
  }

  /** Resolves when the stream is ready, or was refused. */
  static async open(
    url: string,
    { cookie, token, query = {}, lastEventId }: LiveRequest,
  ): Promise<LiveClient> {
    const abort = new AbortController();
    const response = await fetch(`${url}/events?${new URLSearchParams(query).toString()}`, {
      signal: abort.signal,
      headers: {
        accept: "text/event-stream",
        ...(cookie !== undefined && { cookie }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
      },
    });
    const client = new LiveClient(response, abort);
    if (response.status !== 200) {
      client.refusal = await response.json();
      return client;
    }
    void client.#read(response).catch(() => undefined);
    await eventually(() => {
      if (!client.hasEnded && !client.events.some(({ event }) => event === "ready"))
        throw new Error("The stream is not ready.");
    });
    return client;
  }

  /** Ids and versions of what has changed. */
  get changes(): readonly unknown[] {
    return this.events
      .filter(({ event }) => event === "change")
      .map(({ data: { id, version } }) => [id, version]);
  }

  /** From where to resume. */
  get lastEventId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }

  close(): void {
    this.#abort.abort();
  }

  async #read({ body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    try {
      for await (const chunk of body ?? []) {
        const text = decoder.decode(chunk, { stream: true });
        this.text += text;
        const blocks = (rest + text).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
      }
    } finally {
      this.hasEnded = true;
    }
  }

  #take(block: string): void {
    const field = (name: string): string | undefined =>
      block
        .split("\n")
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const event = field("event");
    if (event === undefined) return;
    const data = JSON.parse(field("data") ?? "{}") as LiveEvent["data"];
    this.events.push({ id: field("id"), event, data });
  }
}
