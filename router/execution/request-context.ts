import { NO_FIELDS, type MaskedFields } from "../access/masked-fields.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { Deadline } from "#shared/http/deadline.ts";
import type { DeprecatedUse } from "./deprecated-uses.ts";
import type { RequestBudget } from "../rate-limit/request-budget.ts";

/** What one client request carries through the gateway. Never shared between requests. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** IP address that the request came from; behind trusted proxies, the one they name. */
  readonly clientAddress: string;
  /** Of the whole request. */
  readonly deadline: Deadline;
  readonly correlationId: string | null;
  /** Complete `Set-Cookie` values for the browser; only auth's get here. */
  readonly setCookies: string[];
  /** Extensions of subgraph answers that the client gets, by name. */
  readonly extensions: Map<string, unknown>;
  /** Pays for the operation; null where nothing is limited, in the open profile. */
  readonly budget: RequestBudget | null;
  /** Lets go of what is remembered of the session: auth was asked to change something. */
  readonly forgetSession: () => void;
  /** What the request uses that will not be there for ever. */
  readonly deprecations: Deprecation[];
  /** True for a document that is registered: it is answered whole or refused. */
  isTrusted: boolean;
  /**
   * Coordinates of the fields that are null for the viewer: when the operation was judged those that it selects, and then without what
   * its conditions leave out.
   */
  masked: MaskedFields;
  /** Whether the answer may be kept. */
  readonly caching: AnswerCaching;
  /** What the metrics will say of the request. */
  readonly record: OperationRecord;
  /** True for no request at all: an operation is made ready, and neither judged nor executed. */
  readonly isRehearsal: boolean;
}

/** Something deprecated that a request uses: a part of the schema, or the document that it runs. */
export type Deprecation = DeprecatedUse | RetiringDocument;

/** A document that ends. */
export interface RetiringDocument extends Omit<DeprecatedUse, "coordinate"> {
  readonly documentId: string;
}

/** How the answer to a request may be kept, once that is known. */
export interface AnswerCaching {
  /** Weak validator (RFC 9110, section 8.8.3) of the data; undefined for an answer that nobody may keep. */
  etag: string | undefined;
}

/** What became of an operation, as far as it got. */
export interface OperationRecord {
  /** Name of a valid operation, `anonymous` for one without, `unresolved` before it is known. */
  operation: string;
  kind: "query" | "mutation" | "subscription" | "unresolved";
  /** Code of the first error of the answer. */
  errorCode: string | undefined;
  /** Of subgraphs, in the order in which they were answered. */
  readonly calls: { readonly subgraph: string; readonly durationMs: number }[];
}

/** The record of an operation of which nothing is known yet. */
export function newOperationRecord(): OperationRecord {
  return { operation: "unresolved", kind: "unresolved", errorCode: undefined, calls: [] };
}

/** The context in which an operation is made ready for requests to come. */
export function rehearsalContext(timeoutMs: number): RequestContext {
  return {
    viewer: ANONYMOUS,
    clientAddress: "",
    deadline: new Deadline(timeoutMs),
    correlationId: null,
    setCookies: [],
    extensions: new Map(),
    budget: null,
    forgetSession: () => undefined,
    deprecations: [],
    isTrusted: true,
    masked: NO_FIELDS,
    caching: { etag: undefined },
    record: newOperationRecord(),
    isRehearsal: true,
  };
}
