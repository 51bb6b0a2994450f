/** A typed document as codegen writes it: the id under which it is registered, and the types of its result and variables. */
export interface TypedDocument<Result, Variables> {
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
  readonly __apiType?: (variables: Variables) => Result;
}

/** Folder in `schema/operations` with the documents that {@link Browser.run} runs. */
const CLIENT = "demo";

/** One error of an answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly correlationId?: string } & Readonly<
    Record<string, unknown>
  >;
}

/** What came back. */
export interface Answer<Result> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Result | null | undefined;
  readonly errors: readonly AnswerError[];
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Speaks GraphQL over HTTP as a browser does: keeps the session cookie it is given. For the demo and the end-to-end
 * tests.
 */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  /** @param origin for example `http://localhost:4000` */
  constructor(origin: string) {
    this.#url = `${origin}/graphql`;
  }

  /** The cookies now held, as a `Cookie` header. */
  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Runs a typed document of the client `demo` by its id, as an app does in production. */
  run<Result, Variables>(
    { __meta__: meta }: TypedDocument<Result, Variables>,
    ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
  ): Promise<Answer<Result>> {
    const headers = { "apollographql-client-name": CLIENT };
    return this.#post({ documentId: meta?.["hash"], variables: variables ?? {} }, headers);
  }

  /** Runs a document given as text. */
  send<Result = unknown>(
    query: string,
    variables: unknown = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Result>> {
    return this.#post({ query, variables }, headers);
  }

  async #post<Result>(body: unknown, headers: Readonly<Record<string, string>>): Promise<Answer<Result>> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json",
        ...(this.#cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    this.#keepCookies(response.headers);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the parsed boundary of this client
    const { data, errors = [], extensions } = (await response.json()) as Partial<Answer<Result>>;
    return { status: response.status, headers: response.headers, data, errors, extensions };
  }

  #keepCookies(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split(";");
      const separator = pair.indexOf("=");
      const isExpired = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (isExpired) this.#cookies.delete(pair.slice(0, separator));
      else this.#cookies.set(pair.slice(0, separator), pair.slice(separator + 1));
    }
  }
}
