import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse, type DocumentNode, type ExecutionResult, type GraphQLSchema } from "graphql";
import { AccessAudit, AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { decide } from "#shared/auth/decide.ts";
import { isAction, POLICIES, type Action } from "#shared/auth/policies.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { RequestAccess } from "#shared/auth/request-access.ts";
import { ANONYMOUS, ROLES, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { SCALAR_RESOLVERS } from "#shared/graphql/scalars.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { systemClock } from "#shared/time/clock.ts";
import { ATTRIBUTES } from "../../subgraphs/users/policies.ts";
import { resolvers } from "../../subgraphs/users/resolvers/index.ts";
import { median } from "../round.ts";
import { PAGES, ROWS, type Page } from "./page.ts";
import { measureStackPages, type StackPageReport } from "./stack-page.ts";

/** How long it is measured. */
export interface AuthorizationOptions {
  readonly rounds: number;
  /** Pages, or a thousand decisions each, of one round. */
  readonly repetitions: number;
  /** Asked of each of two whole stacks. */
  readonly stackPages: number;
  readonly onProgress: (text: string) => void;
}

/** What was measured, in processor time; each number is the median of the rounds. */
export interface AuthorizationReport {
  readonly rounds: number;
  readonly decisions: readonly { readonly name: string; readonly nsPerDecision: number }[];
  readonly pages: readonly PageReport[];
}

/** A page of a hundred rows. */
export interface PageReport {
  readonly name: string;
  readonly fields: number;
  /** From memory. */
  readonly withoutMs: number;
  readonly withMs: number;
  /** What the rules add, over all fields selected. */
  readonly usPerField: number;
  /** Of whole stacks. */
  readonly stack: StackPageReport;
}

const DECISIONS = 1_000;
const TENANT = newId();

const admin: Viewer = {
  ...ANONYMOUS,
  kind: "ACCOUNT",
  accountId: newId(),
  tenantId: TENANT,
  roles: ["ADMIN"],
};
/** Has every role but ADMIN, to whom most is granted without conditions, and nothing that a condition asks for. */
const stranger: Viewer = {
  ...admin,
  roles: ROLES.filter((role) => role !== "ADMIN"),
  scopes: Object.keys(POLICIES),
};
const thing: Attributes = {
  type: "Thing",
  id: newId(),
  tenantId: TENANT,
  patientId: newId(),
  region: "eu-north",
};

/**
 * What it costs to decide by the policy table, and what is added to pages of a hundred rows: by the rules on fields, over rows
 * in memory with the SDL, resolvers and rules of the subgraph users, with and without rules in alternating rounds; and
 * by router and services, in whole stacks.
 */
export async function measureAuthorization(options: AuthorizationOptions): Promise<AuthorizationReport> {
  options.onProgress("decisions");
  const decisions = Object.keys(POLICIES)
    .filter(isAction)
    .map((action) => ({ name: action, nsPerDecision: measureDecision(action, options) }))
    .sort((a, b) => b.nsPerDecision - a.nsPerDecision);
  options.onProgress("a page with and without rules on fields");
  const fromMemory = new Map<Page, Awaited<ReturnType<typeof measurePage>>>();
  for (const page of PAGES) fromMemory.set(page, await measurePage(page, options));
  options.onProgress("pages of whole stacks");
  const stacks = await measureStackPages(options.stackPages);
  const pages = [...fromMemory].flatMap(([page, memory]) => {
    const stack = stacks.get(page);
    return stack === undefined
      ? []
      : [{ name: page.name, fields: ROWS * page.fieldsPerRow, ...memory, stack }];
  });
  return { rounds: options.rounds, decisions: decisions.slice(0, 3), pages };
}

function measureDecision(action: Action, { rounds, repetitions }: AuthorizationOptions): number {
  const nanoseconds: number[] = [];
  let denied = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = cpuMs();
    for (let index = 0; index < repetitions * DECISIONS; index += 1) {
      if (decide(action, stranger, thing) === "DENY") denied += 1;
    }
    if (round > 0) nanoseconds.push(((cpuMs() - startedAt) * 1e6) / (repetitions * DECISIONS));
  }
  if (denied < 0) throw new Error("Nothing was decided.");
  return median(nanoseconds);
}

async function measurePage(
  { query, fieldsPerRow }: Page,
  { rounds, repetitions }: AuthorizationOptions,
): Promise<Pick<PageReport, "withoutMs" | "withMs" | "usPerField">> {
  const document = parse(query);
  const schemas = { with: schemaOf(true), without: schemaOf(false) };
  const took = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of ["without", "with"] as const) {
      const perPageMs = await timePages(schemas[way], document, repetitions);
      if (round > 0) took[way].push(perPageMs);
    }
  }
  const [withMs, withoutMs] = [median(took.with), median(took.without)];
  return { withoutMs, withMs, usPerField: ((withMs - withoutMs) * 1000) / (ROWS * fieldsPerRow) };
}

/** Without rules there is no shield at all: what it costs to ask a rule that says yes is part of the cost. */
function schemaOf(hasRules: boolean): GraphQLSchema {
  const sdl = loadSubgraphSdl("users");
  return hasRules
    ? createSubgraphSchema({ sdl, resolvers, attributes: ATTRIBUTES })
    : buildSubgraphSchema([{ typeDefs: sdl, resolvers: { ...SCALAR_RESOLVERS, ...resolvers } }]);
}

async function timePages(schema: GraphQLSchema, document: DocumentNode, pages: number): Promise<number> {
  const startedAt = cpuMs();
  for (let page = 0; page < pages; page += 1) {
    const result = await executePage(schema, document);
    const [error] = result.errors ?? [];
    if (error !== undefined) throw new Error(`A page failed: ${error.message}`, { cause: error });
  }
  return (cpuMs() - startedAt) / pages;
}

/** As in a request: access and audit are made anew, and so are the rows. */
async function executePage(schema: GraphQLSchema, document: DocumentNode): Promise<ExecutionResult> {
  const audit = new AccessAudit(new AuditEntryFactory(admin, "users", systemClock));
  const nodes = Array.from({ length: ROWS }, (_, index) => ({
    id: `0197a000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    tenantId: TENANT,
    givenName: "Ada",
    familyName: "Byron",
    birthDate: "1990-12-10",
    phone: "+493023125999",
    email: "ada@post.example",
    region: "eu-north",
    specialty: "Dermatology",
  }));
  const list = () => Promise.resolve({ nodes, edges: [], pageInfo: {} });
  const contextValue = {
    access: new RequestAccess(admin, audit),
    patients: {
      list,
      contactOf: ({ phone, email }: (typeof nodes)[number]) => ({ phone, email }),
      regionOf: ({ region }: (typeof nodes)[number]) => region,
    },
    practitioners: { list },
  };
  return execute({ schema, document, contextValue });
}

/** Of this thread: what else the machine does, and the collection of garbage beside it, is left out. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
