import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

const importSchema = z.object({
  id: z.string(),
  status: z.string(),
  isDryRun: z.boolean(),
  isReplay: z.boolean().optional(),
  bytes: z.number(),
  rows: z.object({ read: z.number(), checked: z.number(), applied: z.number(), refused: z.number() }),
  counts: z.record(z.string(), z.number()),
});

/** An import as its door shows it. */
export type SentImport = z.infer<typeof importSchema>;

/** What came back, and the import if there is one. */
export interface ImportAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
  readonly code: string | undefined;
}

/** Speaks with `/v1/imports/*` as somebody. */
export class ImportSender {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#headers = headers;
  }

  async send(
    kind: "schedules" | "appointments",
    file: string | Iterable<Buffer>,
    {
      query = "",
      headers = {},
    }: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<ImportAnswer> {
    return this.ask(
      "POST",
      `${kind}${query}`,
      { "content-type": "text/csv; charset=utf-8", ...headers },
      file,
    );
  }

  async ask(
    method: "GET" | "POST" | "DELETE",
    path: string,
    headers: Readonly<Record<string, string>> = {},
    file: string | Iterable<Buffer> = "",
  ): Promise<ImportAnswer> {
    // Not by `fetch`, which holds all of a stream in memory until it is sent.
    const sent = httpRequest(`${this.#url}/v1/imports/${path}`, {
      method,
      headers: { ...this.#headers, ...headers },
    });
    const answered = once(sent, "response");
    if (typeof file === "string") sent.end(file);
    else await pipeline(Readable.from(file), sent);
    const [response] = (await answered) as [IncomingMessage];
    const body = await text(response);
    const isJson = response.headers["content-type"]?.startsWith("application/json") === true;
    const parsed: unknown = isJson ? JSON.parse(body) : body;
    const refused = z
      .object({ errors: z.tuple([z.object({ extensions: z.object({ code: z.string() }) })]) })
      .safeParse(parsed);
    return {
      status: response.statusCode ?? 0,
      location: response.headers.location ?? null,
      body: parsed,
      code: refused.data?.errors[0].extensions.code,
    };
  }

  /** Sends a file that is taken; answers the import. */
  async begin(...input: Parameters<ImportSender["send"]>): Promise<SentImport> {
    const answer = await this.send(...input);
    if (answer.status !== 202) throw new Error(`The file was refused: ${JSON.stringify(answer.body)}`);
    return importSchema.parse(answer.body);
  }

  async shown(id: string): Promise<SentImport> {
    return importSchema.parse((await this.ask("GET", id)).body);
  }

  async report(id: string, query = ""): Promise<string> {
    return String((await this.ask("GET", `${id}/report${query}`)).body);
  }
}
