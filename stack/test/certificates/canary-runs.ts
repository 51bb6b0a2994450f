import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WrittenCertificate } from "../../../router/documents/document-facts.ts";
import { runsOf, variablesOf, type Run } from "../../golden/run-examples.ts";
import { readVersions } from "../../golden/versions.ts";
import { PARTNERS } from "#drizzle/seed/world.ts";
import type { Change } from "./answer-widenings.ts";
import { callerNamed, sendAs, type CanaryCaller } from "./callers.ts";
import type { CanaryStack } from "./canary-stack.ts";
import { examine, type Finding, type Observed } from "./examination.ts";

/** One document with one example, and its certificate as it is committed. */
export interface CertifiedRun extends Run {
  readonly certificate: WrittenCertificate;
}

/** True for a client that is a program; all others are pages. */
export function isOfProgram(client: string): boolean {
  return PARTNERS.some(({ clientId }) => clientId === client);
}

/**
 * Every document with every example where it reaches personal data, else with the first. What changes who somebody is comes last.
 * @param operations the folder `schema/operations`
 */
export async function readCertifiedRuns(operations: string): Promise<readonly CertifiedRun[]> {
  const runs = runsOf(await readVersions(operations));
  const certified = runs.map((run): CertifiedRun => {
    const file = join(operations, run.of.client, "certificates", `${run.of.version}.json`);
    const all = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, WrittenCertificate>>;
    const certificate = all[run.id];
    if (certificate === undefined) throw new Error(`${run.operation} has no certificate.`);
    return { ...run, certificate };
  });
  const isPersonal = ({ certificate }: CertifiedRun): boolean => Object.keys(certificate.classes).length > 0;
  const wanted = certified.filter(
    (run, index) => isPersonal(run) || certified.findIndex(({ id }) => id === run.id) === index,
  );
  const isLast = (run: CertifiedRun): boolean => run.isMutation && !isPersonal(run);
  return [...wanted.filter((run) => !isLast(run)), ...wanted.filter(isLast)];
}

/** How somebody sends a document: by its id where it is of the client that they use, as text where they have no such client. */
export function bodyOf(
  { of, id, text }: Run,
  { clientId }: CanaryCaller,
): { readonly documentId: string } | { readonly query: string } {
  const isOwn = clientId === null ? !isOfProgram(of.client) : clientId === of.client;
  return isOwn ? { documentId: id } : { query: text };
}

/** Runs a document with its example as somebody, on a stack that is as it should be unless a change is given. */
export async function observe(
  stack: CanaryStack,
  run: Run,
  caller: CanaryCaller,
  { answer: behaviour, leave = (observed) => observed, takenFor, text }: Change = {},
): Promise<Observed> {
  const variables = await variablesOf(stack, run.example);
  const sender = takenFor === undefined ? caller : callerNamed(stack.callers, takenFor);
  const body = text === undefined ? bodyOf(run, sender) : { query: text(run.text) };
  const page = sender.clientId === null ? run.of.client : undefined;
  const answered = await stack.answering(behaviour, () =>
    stack.measure(run.operation, () => sendAs(sender, stack.url, { ...body, variables }, page)),
  );
  const { result: answer, calls, statements } = answered.result;
  const all = { ...calls };
  for (const name of answered.calls) all[name] = (all[name] ?? 0) + 1;
  return leave({ variables, answer, calls: all, statements });
}

/** What in an answer is more than the document's certificate says. */
export function findingsOf(
  { examiner }: CanaryStack,
  { text, certificate }: Pick<CertifiedRun, "text" | "certificate">,
  caller: CanaryCaller,
  observed: Observed,
): readonly Finding[] {
  return examine(examiner, { text, certificate, caller, observed });
}
