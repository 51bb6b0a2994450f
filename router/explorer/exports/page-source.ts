import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { isErrorCode, type ErrorCode } from "#shared/errors/catalogue.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { contextOf } from "../../edge/admission.ts";
import { executePaid, type GraphQLRouteOptions } from "../../edge/graphql-route.ts";
import { newOperationRecord, type RequestContext } from "../../execution/request-context.ts";
import type { AdhocProfile } from "../../documents/document-resolver.ts";
import { userOf } from "../explorer-door.ts";
import { toRequest } from "../explorer-run.ts";
import type { ExplorerUser } from "../recorded-changes.ts";
import { SHARE_LEFT } from "./export-limits.ts";
import type { PagedQuery } from "./paged-query.ts";
import type { ReadPage } from "./read-page.ts";

/** Which page to ask for. */
export interface WantedPage {
  /** Null: the first one. */
  readonly after: string | null;
  /** Rows, at most. */
  readonly first: number;
  /** Called when there is nothing to wait for any more; false: nobody wants the page any more. */
  readonly onAsk: () => Promise<boolean>;
}

/** What came of asking for a page. */
export type PageOutcome =
  | ({
      readonly kind: "page";
      readonly user: ExplorerUser;
      /** Coordinates of fields that were masked. */
      readonly redacted: readonly string[];
    } & ReadPage)
  /** The budget of whoever asks has too little, and is full again after so long. */
  | { readonly kind: "wait"; readonly user: ExplorerUser; readonly seconds: number }
  /** Nothing was asked for. */
  | { readonly kind: "unwanted" }
  | {
      readonly kind: "refused";
      readonly code: ErrorCode;
      readonly reason: string;
      readonly isRetryable: boolean;
      /** For the log alone. */
      readonly cause?: unknown;
    };

/** Gives one page after another, each as whoever wants the export may see it at that moment. Never rejects. */
export type PageSource = (page: WantedPage, signal: AbortSignal) => Promise<PageOutcome>;

/** Pages of one export, and who pays for them. */
export interface PageSourceOptions {
  readonly route: GraphQLRouteOptions;
  readonly adhoc: AdhocProfile;
  /** In the memory of this process only: it is shown again for every page. */
  readonly sessionId: string;
  readonly owner: Pick<ExplorerUser, "accountId" | "tenantId">;
  readonly clientAddress: string;
  readonly query: PagedQuery;
  /** Points of a page, at most. */
  readonly cost: number;
  /** Whether the first page says how many rows there are in all. */
  readonly isCounted: boolean;
  /** Gets the cookies (complete `Set-Cookie` values) of the session when its end has moved. */
  readonly onRenewal: (setCookies: readonly string[]) => void;
}

/** Of a list that there is not. */
const NO_ROWS: ReadPage = { rows: [], next: null, total: null };

const answerSchema = z.object({
  // Left out of what was refused before it was executed.
  data: z.unknown().optional(),
  errors: z.array(z.looseObject({ extensions: z.looseObject({ code: z.unknown() }).optional() })).optional(),
  extensions: z
    .looseObject({
      cost: z.object({ resetSeconds: z.number() }).optional(),
      redacted: z.array(z.string()).optional(),
    })
    .optional(),
});

/**
 * Before each page it is asked anew who the session speaks for; the page is judged, executed and paid for as an operation at
 * `/graphql`. A page that would leave less than a quarter of a full budget waits.
 */
export function createPageSource(options: PageSourceOptions): PageSource {
  const { route, adhoc, sessionId, owner, clientAddress, query } = options;

  async function ask({ after, first, onAsk }: WantedPage, deadline: Deadline): Promise<PageOutcome> {
    const authenticated = await route.authenticate({ authorization: undefined, sessionId }, deadline);
    if (authenticated.setCookies.length > 0) options.onRenewal(authenticated.setCookies);
    const record = newOperationRecord();
    const context = contextOf(authenticated, { clientAddress, deadline, record }, route);
    const user = userOf(context, adhoc);
    if (
      user.accountId !== owner.accountId ||
      user.tenantId !== owner.tenantId ||
      user.viewer.impersonator !== null
    )
      throw new AppError("AUTH_UNAUTHENTICATED");
    const seconds = await secondsToWait(context, options);
    if (seconds > 0) return { kind: "wait", user, seconds };
    if (!(await onAsk())) return { kind: "unwanted" };
    const isCounting = after === null && options.isCounted;
    const text = (isCounting ? query.countingText : null) ?? query.text;
    const sent = toRequest({ query: text, variables: query.variablesFor({ first, after }) });
    const { body } = await executePaid(context, sent, route);
    const answer = answerSchema.parse(JSON.parse(body.kind === "complete" ? body.string : "{}"));
    const [error] = answer.errors ?? [];
    if (error === undefined) {
      const redacted = answer.extensions?.redacted ?? [];
      const page = query.read(answer.data) ?? (after === null ? NO_ROWS : null);
      if (page === null)
        throw new AppError("RESOURCE_NOT_FOUND", "The list that it follows is not there any more.");
      return { kind: "page", user, redacted, ...page };
    }
    const known = new AppError(codeOf(error.extensions?.code), undefined, { cause: error });
    return known.code === "RATE_LIMIT_EXCEEDED"
      ? { kind: "wait", user, seconds: Math.max(1, answer.extensions?.cost?.resetSeconds ?? 1) }
      : refused(known);
  }

  return async (page, signal) => {
    try {
      return await ask(page, new Deadline(route.requestTimeoutMs, signal));
    } catch (error) {
      return refused(
        error instanceof AppError ? error : new AppError("INTERNAL", undefined, { cause: error }),
      );
    }
  };
}

/** 0 when the page may be asked for. */
async function secondsToWait(
  { budget }: RequestContext,
  { cost, route: { limiter } }: PageSourceOptions,
): Promise<number> {
  if (budget === null || limiter === null) return 0;
  const reserve = Math.floor(limiter.settings.points.account * SHARE_LEFT);
  try {
    await budget.assertHolds(cost + reserve);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "RATE_LIMIT_EXCEEDED") throw error;
    return Math.max(1, budget.report().resetSeconds);
  }
}

function refused(error: AppError): PageOutcome {
  const { code, message, isRetryable, cause } = error;
  return { kind: "refused", code, reason: message, isRetryable, cause };
}

function codeOf(code: unknown): ErrorCode {
  return isErrorCode(code) ? code : "INTERNAL";
}
