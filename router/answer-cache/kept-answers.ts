import { hash } from "node:crypto";
import { parse, type GraphQLError } from "graphql";
import type { AnswerCaching } from "../execution/request-context.ts";
import { answerKey, type AnswerIdentity } from "./answer-key.ts";
import type { AnswerStore } from "./answer-store.ts";
import { readCacheRules, type CacheRules } from "./cache-rules.ts";

/** The answer to an operation. */
interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
}

/** An answer that may be kept. */
export interface KeepableAnswer {
  readonly identity: Omit<AnswerIdentity, "supergraphHash">;
  readonly maxAgeSeconds: number;
  /** Told of the validator. */
  readonly caching: AnswerCaching;
  /** Of the request: what subgraphs say beside their data is for this request alone. */
  readonly extensions: ReadonlyMap<string, unknown>;
}

/** Answers of one supergraph that are kept for whoever would get the same. */
export class KeptAnswers {
  readonly rules: CacheRules;
  readonly #supergraphHash: string;
  readonly #store: AnswerStore;

  constructor(sdl: string, store: AnswerStore) {
    this.rules = readCacheRules(parse(sdl));
    this.#supergraphHash = hash("sha256", sdl, "base64url");
    this.#store = store;
  }

  /** The kept answer, or that of `run`, which is kept when it is whole. */
  async through<A extends Answer>(
    { identity, maxAgeSeconds, caching, extensions }: KeepableAnswer,
    run: () => Promise<A>,
  ): Promise<A | { readonly data: Record<string, unknown> }> {
    const key = answerKey({ ...identity, supergraphHash: this.#supergraphHash });
    const kept = await this.#store.get(key);
    if (kept !== undefined) {
      caching.etag = etagOf(kept);
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- what was kept below
      return { data: JSON.parse(kept) as Record<string, unknown> };
    }
    const answer = await run();
    if (answer.errors === undefined && answer.data != null && extensions.size === 0) {
      const text = JSON.stringify(answer.data);
      caching.etag = etagOf(text);
      this.#store.set(key, text, maxAgeSeconds);
    }
    return answer;
  }
}

/** Weak: what stands beside the data, such as the budget that is left, differs each time. */
function etagOf(data: string): string {
  return `W/"${hash("sha256", data, "base64url")}"`;
}
