import postgres from "postgres";
import type { KnockOut } from "../auth/knock-out.ts";
import { signViewer, type ViewerKeyRing } from "../auth/signed-viewer.ts";
import type { Viewer } from "../auth/viewer.ts";
import { openDatabase } from "../db/database.ts";
import type { Subgraph, SubgraphDependencies } from "../graphql/subgraph.ts";
import { VIEWER_HEADER, type ServiceResponse } from "../http/service-call.ts";
import { createLogger } from "../logging/logger.ts";
import { createPostgresTransport } from "../messaging/postgres-transport.ts";
import { systemClock, type Clock } from "../time/clock.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/** Keys of subgraphs under test. */
export const TEST_KEYS: ViewerKeyRing = [{ kid: "test", secret: Buffer.alloc(32, 7) }];

/** A GraphQL answer, loosely typed: tests compare exact values. */
export interface GraphqlAnswer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads any path and compares it
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** `Set-Cookie` values of the answer. */
  readonly setCookies: readonly string[];
}

/** One subgraph on a database of its own, called as the router calls it. */
export interface SubgraphHarness {
  readonly subgraph: Subgraph;
  readonly database: TestDatabase;
  /** Superuser connection, for arranging rows and looking behind row-level security. */
  readonly admin: postgres.Sql;
  /** Statements the subgraph's pool has sent since the last call of `clear`, BEGIN and COMMIT included. */
  readonly statements: { readonly list: string[]; clear(): void };
  /** Runs a GraphQL document as a viewer; `clientAddress` is what the router would tell of the client. */
  execute(
    viewer: Viewer,
    query: string,
    variables?: Record<string, unknown>,
    clientAddress?: string,
  ): Promise<GraphqlAnswer>;
  /** Calls another signed route. */
  post(
    viewer: Viewer,
    path: string,
    body: string,
    headers?: Record<string, string>,
    clientAddress?: string,
  ): Promise<ServiceResponse>;
  stop(): Promise<void>;
}

/** What {@link startSubgraph} needs. */
export interface SubgraphHarnessOptions {
  /** Name of the subgraph, e.g. `users`. */
  readonly name: string;
  readonly create: (dependencies: SubgraphDependencies) => Subgraph;
  readonly clock?: Clock;
  /** False: nothing is relayed or consumed, so that tests see what stands in the outbox. */
  readonly startsBackgroundWork?: boolean;
  /** What the enforcers of the subgraph let pass. */
  readonly knockOut?: KnockOut;
  /** Size of the subgraph's pool; default 10. */
  readonly maxConnections?: number;
  /** Use this database instead of a fresh clone. */
  readonly database?: TestDatabase;
}

/** Starts a subgraph on a fresh clone of the migrated template. */
export async function startSubgraph(options: SubgraphHarnessOptions): Promise<SubgraphHarness> {
  const database = options.database ?? (await createTestDatabase());
  const clock = options.clock ?? systemClock;
  const list: string[] = [];
  const pool = openDatabase({
    url: database.urlFor(`${options.name}_app`),
    maxConnections: options.maxConnections ?? 10,
    applicationName: `test-${options.name}`,
    onStatement: (text) => list.push(text),
  });
  const messagingPool = openDatabase({
    url: database.urlFor("messaging_app"),
    maxConnections: 4,
    applicationName: "test-messaging",
  });
  const logger = createLogger({ service: options.name, level: "silent" });
  const transport = createPostgresTransport({
    database: messagingPool,
    logger,
  });
  const subgraph = options.create({
    database: pool,
    transport,
    keys: TEST_KEYS,
    clock,
    logger,
    knockOut: options.knockOut,
  });
  await (options.startsBackgroundWork === false ? subgraph.startServing() : subgraph.start());
  const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
  const post: SubgraphHarness["post"] = (viewer, path, body, headers = {}, clientAddress) =>
    subgraph.handle({
      method: "POST",
      path,
      body,
      headers: {
        ...headers,
        [VIEWER_HEADER]: signViewer({
          viewer,
          audience: options.name,
          body,
          keys: TEST_KEYS,
          now: clock(),
          clientAddress,
        }),
      },
    });
  return {
    subgraph,
    database,
    admin,
    statements: { list, clear: () => list.splice(0) },
    post,
    execute: async (viewer, query, variables = {}, clientAddress) => {
      const answer = await post(viewer, "/graphql", JSON.stringify({ query, variables }), {}, clientAddress);
      return { ...(JSON.parse(answer.body) as GraphqlAnswer), setCookies: answer.setCookies };
    },
    stop: async () => {
      await subgraph.stop();
      await transport.close();
      await admin.end();
      if (options.database === undefined) await database.drop();
    },
  };
}
