import { HeaderMap } from "@apollo/server";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { createLogger, type Logger } from "#shared/logging/logger.ts";
import { systemClock } from "#shared/time/clock.ts";
import {
  createDocumentResolver,
  DEFAULT_CLIENT,
  type DocumentResolver,
} from "../../router/documents/document-resolver.ts";
import { DocumentLookup } from "../../router/documents/document-lookup.ts";
import { documentIdOf } from "../../router/documents/manifest.ts";
import { TrustedDocuments } from "../../router/documents/trusted-documents.ts";
import { UsageRecorder } from "../../router/documents/usage/usage-recorder.ts";
import { startEngine } from "../../router/execution/engine.ts";
import { DEFAULT_LIMITS } from "../../router/execution/limits.ts";
import { rehearsalContext, type RequestContext } from "../../router/execution/request-context.ts";
import { composeGraph, PUBLIC_GRAPH } from "../router-alone/graph.ts";
import { median } from "../round.ts";
import { DOCUMENTS } from "./by-id.ts";

/** What the router takes from the body of a request until it knows the operation and its cost, in microseconds: medians. */
export interface JudgingTiming {
  readonly name: string;
  readonly idUs: number;
  /** Of a text that was sent before. */
  readonly knownTextUs: number;
  readonly newTextUs: number;
}

/** May send texts in production. */
const VIEWER: Viewer = {
  ...ANONYMOUS,
  kind: "ACCOUNT",
  accountId: "0197a000-0000-7000-8000-000000000001",
  tenantId: "0197a000-0000-7000-8000-000000000002",
  roles: ["ADMIN"],
};
const REQUEST_MS = 10_000;
const NEW_TEXTS = 500;

/**
 * Each request alone, by id and as text by turns, so that whatever else the machine does falls on both: whole requests take thirty
 * times as long, and what an id saves is lost in what they differ by among themselves.
 */
export async function measureUntilJudged(requests: number): Promise<readonly JudgingTiming[]> {
  const router = await openRouter();
  try {
    const timings: JudgingTiming[] = [];
    for (const { name, query } of DOCUMENTS)
      timings.push({
        name,
        ...(await timeByTurns(router, query, requests)),
        newTextUs: await timeNewTexts(router, query),
      });
    return timings;
  } finally {
    await router.stop();
  }
}

async function timeByTurns(
  { timeUntilJudged }: Judge,
  query: string,
  requests: number,
): Promise<Pick<JudgingTiming, "idUs" | "knownTextUs">> {
  const byId = { body: { documentId: documentIdOf(query) }, times: new Array<number>() };
  const asText = { body: { query }, times: new Array<number>() };
  // As many before, which do not count.
  for (let turn = -requests; turn < requests; turn += 1)
    for (const { body, times } of turn % 2 === 0 ? [byId, asText] : [asText, byId]) {
      const time = await timeUntilJudged(body);
      if (turn >= 0) times.push(time);
    }
  return { idUs: median(byId.times), knownTextUs: median(asText.times) };
}

async function timeNewTexts({ timeUntilJudged }: Judge, query: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < NEW_TEXTS; turn += 1)
    times.push(await timeUntilJudged({ query: query.replace(/\bquery (\w+)/, `query $1_${String(turn)}`) }));
  return median(times);
}

/** Engine and documents of a router, without the server and the calls. */
interface Judge {
  /** @throws Error when it is not judged */
  readonly timeUntilJudged: (body: unknown) => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function openRouter(): Promise<Judge> {
  const logger = createLogger({ service: "bench", level: "silent" });
  const resolve = openResolver(logger);
  let judgedAt = Number.NaN;
  const neverCalled = (): Promise<never> => Promise.reject(new Error("Nothing is executed here."));
  const engine = await startEngine({
    sdl: composeGraph((name) => `http://${name}.invalid/graphql`, PUBLIC_GRAPH),
    callers: new Map(PUBLIC_GRAPH.map(({ name }) => [name, neverCalled])),
    // The last that is done before an operation is executed: so far, and no further.
    guard: () => {
      judgedAt = performance.now();
      return Promise.reject(new AppError("AUTH_FORBIDDEN"));
    },
    limits: DEFAULT_LIMITS,
    answers: null,
    takesIds: true,
    logger,
  });
  for (const { query } of DOCUMENTS) await engine.rehearse(query);
  return {
    stop: () => engine.stop(),
    timeUntilJudged: async (body) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const context: RequestContext = {
        ...rehearsalContext(REQUEST_MS),
        viewer: VIEWER,
        isRehearsal: false,
      };
      const headers = new HeaderMap([["content-type", "application/json"]]);
      judgedAt = Number.NaN;
      const startedAt = performance.now();
      const sent = { method: "POST", headers, search: "", body: JSON.parse(bytes.toString()) as unknown };
      const { request } = await resolve(sent, VIEWER);
      await engine.execute(request, context);
      if (Number.isNaN(judgedAt))
        throw new Error(`It was refused before it was judged: ${JSON.stringify(body)}`);
      return (judgedAt - startedAt) * 1_000;
    },
  };
}

function openResolver(logger: Logger): DocumentResolver {
  const registered = Object.fromEntries(DOCUMENTS.map(({ query }) => [documentIdOf(query), query]));
  const documents = new TrustedDocuments([
    { client: DEFAULT_CLIENT, kind: "PAGES", version: "1", documents: registered },
  ]);
  return createDocumentResolver({
    lookup: new DocumentLookup({ documents, feed: null, clock: systemClock }),
    adhoc: "permitted",
    usage: new UsageRecorder({ store: { add: () => Promise.resolve() }, clock: systemClock, logger }),
  });
}
