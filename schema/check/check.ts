import type { GraphQLSchema } from "graphql";
import { mostStatements } from "#schema/answers.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { answerChanges, type ReplayedAnswer } from "./answer-changes.ts";
import { certificateChanges, type CertifiedNow } from "./certificate-changes.ts";
import { compose, isComposed, type ComposedSchema } from "#schema/composition.ts";
import type { ComparedCertificate, Contract, LiveDocument } from "./contract.ts";
import { consumerChanges } from "./consumer-changes.ts";
import { directiveChanges } from "./directive-changes.ts";
import { documentChanges, fits, keyOf } from "./document-changes.ts";
import type { Finding } from "./finding.ts";
import { liveDocuments, namesOf } from "./live-documents.ts";
import { policyChanges } from "./policy-changes.ts";
import { schemaChanges } from "./schema-changes.ts";

/** A state of the repository whose subgraphs fit together. */
export interface ComposedContract extends Contract, ComposedSchema {}

/** What {@link checkContract} compares. */
export interface Comparison {
  readonly before: ComposedContract;
  readonly now: Contract;
  /** Issues the certificate of a document on a supergraph. @throws Error for one that the router would not run on it */
  readonly certifierOf: (supergraphSdl: string) => (document: LiveDocument) => ComparedCertificate;
  /** Runs the examples of `before` by the code of now; left out, answers are not compared. */
  readonly replay?: (documents: readonly LiveDocument[]) => Promise<readonly Replay[]>;
  /** ISO-8601 date, by which it is judged whether a deprecation has ended. */
  readonly today: string;
}

/** What came of one example of a document. */
export type Replay = Pick<ReplayedAnswer, "before" | "example" | "answer">;

/** Composes a state. @throws Error with the sentences of composition when it cannot be composed */
export function composed(contract: Contract): ComposedContract {
  const answer = compose(contract.subgraphs);
  if (!isComposed(answer)) throw new Error(answer.join("\n"));
  return { ...contract, ...answer };
}

/** Every difference that somebody can notice, and who. */
export async function checkContract(comparison: Comparison): Promise<readonly Finding[]> {
  const { before, now } = comparison;
  const schema = compose(now.subgraphs);
  if (!isComposed(schema))
    return schema.map((change) => ({ part: "composition", verdict: "refused", change, consumers: [] }));
  const live = liveDocuments(before.api, before.documents);
  const misfits = documentChanges(before, now, schema.api);
  const running = stillRunning(comparison, schema.api);
  const replays = (await comparison.replay?.(running)) ?? [];
  const { certified, refused } = certify(comparison, schema.supergraphSdl, running, replays);
  const findings = [
    ...misfits,
    ...(await schemaChanges({ before: before.api, now: schema.api, live, today: comparison.today })),
    ...directiveChanges(before.supergraphSdl, schema.supergraphSdl, live),
    ...policyChanges(before.policies, now.policies, live),
    ...refused,
    ...certificateChanges(certified),
    ...answerChanges(replays.map((replay) => ({ ...replay, committed: committedAnswer(now, replay) }))),
    ...consumerChanges(before, now, running),
  ];
  return findings.map((finding) => withApproval(finding, now.approvals));
}

/** Documents that both states have and that can run. */
function stillRunning({ before, now }: Comparison, api: GraphQLSchema): readonly LiveDocument[] {
  const registered = new Set(now.documents.map(keyOf));
  return before.documents.filter((document) => registered.has(keyOf(document)) && fits(document, api));
}

/** What documents reach now, and those that the router would not run. */
function certify(
  { now, certifierOf }: Comparison,
  supergraphSdl: string,
  documents: readonly LiveDocument[],
  replays: readonly Replay[],
): { readonly certified: readonly CertifiedNow[]; readonly refused: readonly Finding[] } {
  const issue = certifierOf(supergraphSdl);
  const certified: CertifiedNow[] = [];
  const refused: Finding[] = [];
  for (const before of documents) {
    const answers = replays.filter((replay) => replay.before === before).map(({ answer }) => answer);
    const committed = now.documents.find((document) => keyOf(document) === keyOf(before))?.certificate;
    const sqlStatements = mostStatements(answers);
    try {
      certified.push({ before, now: { ...issue(before), sqlStatements }, committed });
    } catch (error) {
      refused.push(refusal(before, error));
    }
  }
  return { certified, refused };
}

function refusal(document: LiveDocument, error: unknown): Finding {
  const isTooCostly = error instanceof AppError && error.code === "COST_LIMIT_EXCEEDED";
  const reason = isTooCostly
    ? "may cost more than the router allows"
    : `cannot run: ${error instanceof Error ? error.message : String(error)}`;
  return {
    part: "certificate",
    verdict: "refused",
    change: `${document.name} ${reason}`,
    consumers: namesOf([document]),
  };
}

function committedAnswer({ documents }: Contract, { before, example }: Replay) {
  return documents.find((document) => keyOf(document) === keyOf(before))?.answers[example];
}

/** What is refused cannot be approved by writing it down. */
function withApproval(finding: Finding, approvals: Contract["approvals"]): Finding {
  const reason = approvals.get(finding.change);
  if (finding.verdict !== "unapproved" || reason === undefined) return finding;
  return { ...finding, verdict: "approved", change: `${finding.change} (${reason})` };
}
