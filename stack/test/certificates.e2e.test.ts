import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composed } from "#schema/check/check.ts";
import { readCommitted } from "#schema/check/contract.ts";
import { ANSWER_WIDENINGS, type AnswerWidening } from "./certificates/answer-widenings.ts";
import { callerNamed, sendAs } from "./certificates/callers.ts";
import { canariesIn, knownCoordinates, markedCoordinates } from "./certificates/canaries.ts";
import {
  findingsOf,
  isOfProgram,
  observe,
  readCertifiedRuns,
  type CertifiedRun,
} from "./certificates/canary-runs.ts";
import { startCanaryStack, type CanaryStack } from "./certificates/canary-stack.ts";
import { CONTRACT_WIDENINGS, Recertification } from "./certificates/contract-widenings.ts";

const SCHEMA = fileURLToPath(new URL("../../schema/", import.meta.url));

let stack: CanaryStack;
let runs: readonly CertifiedRun[];
const caught = new Map<string, boolean>();

beforeAll(async () => {
  stack = await startCanaryStack();
  runs = await readCertifiedRuns(`${SCHEMA}operations`);
});
afterAll(() => stack.stop());

/** What a caller is answered, and what of it is more than the certificate says, while the stack is changed so. */
async function examined({ operation, example, as, change }: AnswerWidening): Promise<readonly string[]> {
  const run = runs.find(
    (one) => one.operation === operation && (example ?? one.example.name) === one.example.name,
  );
  if (run === undefined) throw new Error(`${operation} has no such example.`);
  const caller = callerNamed(stack.callers, as);
  const made = change(stack.examiner.canaries);
  const observed = await observe(stack, run, caller, made);
  const { text = run.text, certificate } = { ...run, text: made.text?.(run.text) };
  return findingsOf(stack, { text, certificate }, caller, observed).map(({ excess }) => excess);
}

describe("the canaries", () => {
  it("are known for every field that is personal data, and for none that there is not", () => {
    const fields = [...stack.examiner.access].flatMap(([typeName, own]) =>
      [...own].map(([name, { dataClass }]) => ({ coordinate: `${typeName}.${name}`, dataClass })),
    );
    const classified = fields.filter(({ dataClass }) => dataClass !== null);
    const known = knownCoordinates();
    expect(classified.length).toBeGreaterThan(40);
    expect(classified.map(({ coordinate }) => coordinate).filter((one) => !known.has(one))).toEqual([]);
    expect([...known].filter((one) => !fields.some(({ coordinate }) => coordinate === one))).toEqual([]);
  });
});

describe("a widening of a certificate", () => {
  it("is found when a document, the schema or the policies change", () => {
    const recertification = new Recertification(composed(readCommitted(SCHEMA)));
    expect(recertification.findings((contract) => contract)).toEqual([]);
    for (const { name, edit, tells } of CONTRACT_WIDENINGS) {
      const findings = recertification.findings(edit);
      caught.set(
        name,
        findings.some((finding) => finding.includes(` ${tells}`)),
      );
    }
  });

  it("is found when a subgraph or the router answers otherwise", async () => {
    for (const widening of ANSWER_WIDENINGS)
      caught.set(widening.name, (await examined(widening)).includes(widening.excess));
  });

  it("is never missed", () => {
    const all = [...CONTRACT_WIDENINGS, ...ANSWER_WIDENINGS].map(({ name }) => name);
    const missed = all.filter((name) => caught.get(name) !== true);
    process.stdout.write(
      `Caught ${String(all.length - missed.length)} of ${String(all.length)} widenings.\n`,
    );
    expect(missed).toEqual([]);
    expect(caught.size).toBe(30);
  });
});

describe("a registered document", () => {
  it("answers everybody within its certificate, whatever their role", async () => {
    const excesses: string[] = [];
    const seen = new Set<string>();
    for (const [index, run] of runs.entries()) {
      if (run.isMutation) await stack.settle();
      // Everybody runs every document with its first example, and whom an example is of with each.
      const isFirst = runs.findIndex(({ id }) => id === run.id) === index;
      for (const caller of stack.callers.filter(({ name }) => isFirst || name === run.example.as)) {
        const observed = await observe(stack, run, caller);
        for (const { canary } of canariesIn(stack.examiner.canaries, JSON.stringify(observed.answer.data)))
          canary.coordinates.forEach((coordinate) => seen.add(coordinate));
        for (const { excess, where } of findingsOf(stack, run, caller, observed))
          excesses.push(`${run.operation}, ${run.example.name}, as ${caller.name}: ${excess}: ${where}`);
      }
    }
    expect(excesses).toEqual([]);
    // What certificates have of what is marked was there to be found.
    const certified = new Set(runs.flatMap(({ certificate: { fields } }) => fields));
    const unseen = [...certified].filter((field) => markedCoordinates().has(field) && !seen.has(field));
    // A cancellation answers the reason that it was told, and who keeps a time free which time.
    expect(unseen).toEqual(["Appointment.cancellationReason", "SlotHold.endsAt", "SlotHold.startsAt"]);
    expect(new Set(runs.map(({ id }) => id)).size).toBeGreaterThan(17);
    expect(stack.callers.length).toBeGreaterThan(10);
  }, 120_000);

  it("is run for no other client than its own", async () => {
    const answers: string[] = [];
    const [program, patient] = ["partner-lab", "patient@northwind.example"].map((name) =>
      callerNamed(stack.callers, name),
    );
    for (const { id, of, operation } of runs) {
      const caller = isOfProgram(of.client) ? patient : program;
      if (caller === undefined) throw new Error("Nobody is there.");
      const { status, errors } = await sendAs(caller, stack.url, { documentId: id }, of.client);
      answers.push(
        `${operation} ${String(status)} ${errors.map(({ extensions }) => extensions.code).join()}`,
      );
    }
    expect(answers).toEqual(runs.map(({ operation }) => `${operation} 403 DOCUMENT_NOT_TRUSTED`));
  });
});
