import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getOperationAST, parse, type DocumentNode } from "graphql";
import { z } from "zod";
import { readAnswers, type RecordedAnswer } from "#schema/answers.ts";
import { subgraphNames } from "#schema/composition.ts";
import { readContract, type ConsumerContract } from "#schema/consumer-contracts.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";

const namesSchema = z.array(z.string()).readonly();

const certificateSchema = z.object({
  fields: namesSchema,
  /** Coordinates by class. */
  classes: z.record(z.string(), namesSchema).readonly(),
  /** Whom the policy table grants each action. */
  actions: z.record(z.string(), namesSchema).readonly(),
  subgraphs: namesSchema,
  calls: z.number(),
  cost: z.number(),
  sqlStatements: z.number().nullish(),
});

const manifestSchema = z.object({
  client: z.string(),
  version: z.string(),
  documents: z.record(z.string(), z.string()),
});

const approvalsSchema = z.array(
  z.strictObject({
    /** As the check prints it. */
    change: z.string().min(1),
    because: z.string().min(1),
  }),
);

/** What of a certificate is compared. */
export type ComparedCertificate = Readonly<z.infer<typeof certificateSchema>>;

/** A document that a version of a client may run. */
export interface LiveDocument {
  readonly client: string;
  readonly version: string;
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** As committed; undefined when there is none. */
  readonly certificate: ComparedCertificate | undefined;
  /** As recorded, by the names of the examples. */
  readonly answers: Readonly<Record<string, RecordedAnswer>>;
}

/** What clients rely on, in one state of the repository. */
export interface Contract {
  /** SDL by name. */
  readonly subgraphs: ReadonlyMap<string, DocumentNode>;
  readonly documents: readonly LiveDocument[];
  /** The version of each client that is worked on. */
  readonly workedOn: ReadonlyMap<string, string>;
  /** What each subgraph is sent for which document. */
  readonly consumers: ReadonlyMap<string, ConsumerContract>;
  /** Whom each action is granted; empty in a state that has no such file yet. */
  readonly policies: Readonly<Record<string, readonly string[]>>;
  /** Reasons, by the changes that they approve. */
  readonly approvals: ReadonlyMap<string, string>;
}

/** Reads what is committed below a folder as `schema`, which ends in `/`. @throws Error naming a file that is not what it should be */
export function readCommitted(schema: string): Contract {
  const subgraphs = subgraphNames(schema);
  const operations = join(schema, "operations");
  return {
    subgraphs: new Map(subgraphs.map((name) => [name, loadSubgraphSdl(name, schema)])),
    documents: globSync("*/manifests/*.json", { cwd: operations })
      .sort()
      .flatMap((file) => documentsOf(operations, read(join(operations, file), manifestSchema))),
    workedOn: new Map(
      readdirSync(operations).map((client) => [client, workedOn(join(operations, client, "client.json"))]),
    ),
    consumers: new Map(
      subgraphs.map((name) => [name, readContract(join(schema, "contracts", `${name}.json`))]),
    ),
    policies: readIfThere(join(schema, "policies.json"), z.record(z.string(), namesSchema).readonly()) ?? {},
    approvals: new Map(
      (readIfThere(join(schema, "approvals.json"), approvalsSchema) ?? []).map(({ change, because }) => [
        change,
        because,
      ]),
    ),
  };
}

function documentsOf(
  operations: string,
  { client, version, documents }: z.infer<typeof manifestSchema>,
): readonly LiveDocument[] {
  const file = join(operations, client, "certificates", `${version}.json`);
  const certificates = readIfThere(file, z.record(z.string(), certificateSchema)) ?? {};
  const answers = readAnswers(operations, client, version);
  return Object.entries(documents).map(([id, text]) => ({
    ...{ client, version, id, text },
    name: getOperationAST(parse(text))?.name?.value ?? "",
    certificate: certificates[id],
    answers: answers[id]?.examples ?? {},
  }));
}

function workedOn(file: string): string {
  return read(file, z.object({ version: z.string() })).version;
}

function readIfThere<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? read(file, schema) : undefined;
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file} is not what it should be.`, { cause: error });
  }
}
