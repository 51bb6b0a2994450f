import type { DataClass } from "#shared/auth/access-directives.ts";
import type { ErrorCode } from "#shared/errors/catalogue.ts";

// What the explorer's page and the router say to each other below /explorer/api, as JSON. Refusals have the body of any other:
// `errors[].extensions.code`. Nothing is answered to who is signed out.

/** Why personal data is looked at: https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html. */
export const PURPOSES = ["TREAT", "HPAYMT", "HOPERAT", "HRESCH", "PUBHLTH", "PATRQT"] as const;

/** A code of {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

/** `GET viewer`: who is signed in. */
export interface ExplorerViewer {
  readonly roles: readonly string[];
  /** False: queries only. */
  readonly mayMutate: boolean;
  /** Declared for this session; null when it was not yet asked for. `POST purpose` declares one. */
  readonly purpose: Purpose | null;
}

/** `POST purpose`. Answered with the {@link ExplorerViewer}. */
export interface PurposeInput {
  readonly purpose: Purpose;
}

/** `POST preflight` and `POST run`. */
export interface ExplorerOperation {
  readonly query: string;
  /** Needed when the document has several operations. */
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Why an operation would be refused. */
export interface ExplorerRefusal {
  readonly code: ErrorCode;
  /** One sentence. */
  readonly reason: string;
  /** Fields that are not for the caller, with the actions that they take; empty for any other reason. */
  readonly fields: readonly { readonly coordinate: string; readonly actions: readonly string[] }[];
}

/** What is left of the scarcest of the caller's budgets. */
export interface ExplorerBudget {
  readonly remaining: number;
  /** Until it is full again. */
  readonly resetSeconds: number;
}

/** What an operation would take, before it is run. */
export interface Preflight {
  /** Null when the document cannot be read: the refusal says why. */
  readonly operation: {
    readonly name: string | null;
    readonly kind: "query" | "mutation";
    /** Points, at most. */
    readonly cost: number;
    readonly fields: number;
    /** Coordinates of personal data, by class. */
    readonly classes: Readonly<Partial<Record<DataClass, readonly string[]>>>;
    /** Coordinates of fields that will be null, since they are not for the caller. */
    readonly masked: readonly string[];
    /** Calls, by subgraph. */
    readonly calls: Readonly<Record<string, number>>;
    /** SQL statements, at most. */
    readonly statements: number;
  } | null;
  readonly budget: ExplorerBudget;
  /** Empty: it may be run. */
  readonly refusals: readonly ExplorerRefusal[];
}

/** What became of an operation. */
export interface ExplorerRun {
  /** As `/graphql` answers. */
  readonly result: {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Readonly<Record<string, unknown>>;
    }[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
  readonly report: {
    readonly status: number;
    /** Points. */
    readonly cost: number;
    readonly budget: ExplorerBudget;
    readonly correlationId: string;
    /** Null where no trace is recorded. */
    readonly traceId: string | null;
    readonly durationMs: number;
    /** In the order in which they were answered. */
    readonly calls: readonly { readonly subgraph: string; readonly durationMs: number }[];
  };
}

/** A query that was saved. */
export interface SavedQuery {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** True: everybody of the tenant who may use the explorer sees it. */
  readonly isShared: boolean;
  /** True: the caller's own, who alone changes and removes it. */
  readonly isOwn: boolean;
  /** 1 for a new one, and one more with each change. */
  readonly version: number;
  readonly savedAt: string;
}

/** `POST queries`; answered with the {@link SavedQuery}. `GET queries` answers a list, `DELETE` nothing. */
export interface SavedQueryInput {
  /** 1 to 100 characters. */
  readonly name: string;
  /** At most 20,000 characters. */
  readonly text: string;
  readonly isShared: boolean;
}

/** `PUT queries/<id>`; answered with the {@link SavedQuery}. */
export interface SavedQueryChange extends SavedQueryInput {
  /** The version that is to be changed: `CONFLICT` when there is a newer one. Without it, whichever there is. */
  readonly ifVersion?: number | undefined;
}

/** `GET queries/<id>/versions`: newest first. */
export interface SavedQueryVersion {
  readonly version: number;
  readonly text: string;
  readonly savedAt: string;
}
