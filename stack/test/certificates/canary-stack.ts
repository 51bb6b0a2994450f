import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSchema, parse } from "graphql";
import postgres from "postgres";
import { loginRole } from "#drizzle/contexts.ts";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { createTestDatabase } from "#shared/testing/test-database.ts";
import { GOLDEN_NOW, seedGoldenData, startGoldenStack, type GoldenStack } from "../../golden/golden-stack.ts";
import type { Change } from "./answer-widenings.ts";
import { signInCanaryCallers, type CanaryCaller } from "./callers.ts";
import { plantCanaries, readCanaries } from "./canaries.ts";
import type { Examiner } from "./examination.ts";

const SCHEMA = fileURLToPath(new URL("../../../schema/", import.meta.url));

/** The golden stack with canaries in its data, everybody signed in, and what their answers are judged by. */
export interface CanaryStack extends GoldenStack {
  readonly callers: readonly CanaryCaller[];
  readonly examiner: Examiner;
  /** Lets all subgraphs answer otherwise while `work` runs; the result has the calls that were made beside the router's. */
  readonly answering: <T>(
    behaviour: Change["answer"],
    work: () => Promise<T>,
  ) => Promise<{ readonly result: T; readonly calls: readonly string[] }>;
}

/** Starts it on a database of its own. */
export async function startCanaryStack(): Promise<CanaryStack> {
  const database = await createTestDatabase();
  await seedGoldenData(database.adminUrl);
  const { adminUrl } = database;
  const urlFor = (context: Parameters<typeof loginRole>[0]): string => database.urlFor(loginRole(context));
  const services = new ChangeableServices();
  const stack = await startGoldenStack({ adminUrl, urlFor }, (name, handle) => services.wrap(name, handle));
  const callers = await signInCanaryCallers(stack.url);
  await stack.settle();
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await plantCanaries(admin);
  const examiner: Examiner = {
    schema: buildSchema(readFileSync(`${SCHEMA}api.graphql`, "utf8")),
    access: readAccessMap(parse(readFileSync(`${SCHEMA}supergraph.graphql`, "utf8"))),
    canaries: await readCanaries(admin),
    consents: await readConsents(admin),
  };
  await admin.end();
  return {
    ...stack,
    callers,
    examiner,
    answering: (behaviour, work) => services.answering(behaviour, work),
    stop: async () => {
      await stack.stop();
      await database.drop();
    },
  };
}

/** Transports of all subgraphs, whose behaviour can be another one for a while. */
class ChangeableServices {
  readonly #handles = new Map<string, ServiceHandler>();
  #behaviour: Change["answer"];
  #calls: string[] = [];

  wrap(name: string, handle: ServiceHandler): ServiceHandler {
    this.#handles.set(name, handle);
    return (request) =>
      this.#behaviour === undefined || request.path !== "/graphql"
        ? handle(request)
        : this.#behaviour(request, handle, (other, sent) => this.#call(other)(sent));
  }

  async answering<T>(
    behaviour: Change["answer"],
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly calls: readonly string[] }> {
    this.#behaviour = behaviour;
    this.#calls = [];
    const result = await work();
    this.#behaviour = undefined;
    return { result, calls: this.#calls };
  }

  #call(name: string): ServiceHandler {
    const handle = this.#handles.get(name);
    if (handle === undefined) throw new Error(`There is no subgraph ${name}.`);
    this.#calls.push(name);
    return handle;
  }
}

/** Consents and guardianships that are in force at the golden time. */
async function readConsents(admin: postgres.Sql): Promise<Examiner["consents"]> {
  const rows = await admin<{ consent: string }[]>`
    select client_id || ' ' || unnest(scopes) || ' ' || patient_id as consent from users.consent
    where withdrawn_at is null and (expires_at is null or expires_at > ${GOLDEN_NOW})
    union all
    select guardian_account_id || ' ' || unnest(scopes) || ' ' || patient_id from users.guardianship
    where ended_at is null and (expires_at is null or expires_at > ${GOLDEN_NOW})`;
  return new Set(rows.map(({ consent }) => consent));
}
