/** What the explorer's server answered. */
export interface ExplorerAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Read when it is JSON, else the text. */
  readonly body: T;
  /** Of a refusal. */
  readonly code: string | undefined;
}

/** A request to the explorer's server. */
export interface ExplorerRequest {
  readonly cookie: string;
  readonly method: string;
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the explorer's server what its page asks. */
export async function askExplorer<T>(request: ExplorerRequest): Promise<ExplorerAnswer<T>> {
  const { cookie, method, url, body, headers = {} } = request;
  const response = await fetch(url, {
    method,
    headers: { cookie, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // `text()` would leave out a mark of UTF-8.
  const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
  const isJson = /^application\/json\b/.test(response.headers.get("content-type") ?? "");
  const read = (isJson ? JSON.parse(text) : text) as T & { errors?: { extensions: { code: string } }[] };
  return {
    status: response.status,
    headers: response.headers,
    body: read,
    code: response.ok ? undefined : read.errors?.[0]?.extensions.code,
  };
}
