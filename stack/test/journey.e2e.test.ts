import { Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { runDemo } from "../demo-journey.ts";
import { forgetCodes, startTestStack, type TestStack } from "./test-stack.ts";

/** A paper to print on. */
class Paper extends Writable {
  text = "";

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

/** Breaks a subgraph: by name, what it does in place of answering. */
const broken = new Map<string, (handle: ServiceHandler) => ServiceHandler>();
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({
    wrapService: (name, handle) => (request) => (broken.get(name)?.(handle) ?? handle)(request),
  });
});
beforeEach(async () => {
  broken.clear();
  await forgetCodes(stack.admin, ACCOUNTS.admin.email);
});
afterAll(() => stack.stop());

const down = (): ServiceHandler => () => Promise.reject(new Error("down"));

/** Runs the demo without a subgraph. */
async function expectFailure(name: string, steps: number): Promise<void> {
  broken.set(name, down);
  const paper = new Paper();
  expect(await runDemo({ url: stack.url, output: paper, mails: stack.mails }), paper.text).toBe(false);
  expect(paper.text.match(/→/g) ?? []).toHaveLength(steps);
  expect(paper.text).toContain("✗ the router answered");
}

/** Answers with every `from` replaced. */
function lying(from: string, to: string): (handle: ServiceHandler) => ServiceHandler {
  return (handle) => async (request) => {
    const response = await handle(request);
    return { ...response, body: response.body.replaceAll(from, to) };
  };
}

describe("the demo", () => {
  // Before anybody has asked for the clinics: later the answer is kept, and given without the subgraph.
  it("fails when appointments is down, after 1 steps", () => expectFailure("appointments", 1));

  it("holds, and prints each of its steps with what came back and how long it took", async () => {
    const paper = new Paper();
    expect(await runDemo({ url: stack.url, output: paper, mails: stack.mails }), paper.text).toBe(true);
    expect(
      paper.text.match(/^ ?\d+\. .*$/gm)?.map((line) => line.replaceAll(/\d{4}-\S+Z/g, "<time>")),
    ).toEqual([
      expect.stringMatching(/^ 1\. the patient signs in as patient@northwind\.example \(\d+ ms\)$/),
      expect.stringMatching(/^ 2\. lists the clinics and what they offer \(\d+ ms\)$/),
      expect.stringMatching(/^ 3\. lists free slots for .+ \(\d+ ms\)$/),
      expect.stringMatching(/^ 4\. books <time> \(\d+ ms\)$/),
      expect.stringMatching(/^ 5\. another patient signs in as patient2@northwind\.example \(\d+ ms\)$/),
      expect.stringMatching(/^ 6\. tries to book the same slot \(\d+ ms\)$/),
      expect.stringMatching(/^ 7\. the patient moves it to <time> \(\d+ ms\)$/),
      expect.stringMatching(/^ 8\. the practitioner signs in as practitioner@northwind\.example \(\d+ ms\)$/),
      expect.stringMatching(/^ 9\. opens the day's appointments \(\d+ ms\)$/),
      expect.stringMatching(/^10\. the patient cancels \(\d+ ms\)$/),
      expect.stringMatching(/^11\. the admin signs in as admin@northwind\.example \(\d+ ms\)$/),
      expect.stringMatching(/^12\. reads the audit trail of the appointment \(\d+ ms\)$/),
      expect.stringMatching(
        /^13\. a patient of another network signs in as patient@lakeside\.example \(\d+ ms\)$/,
      ),
      expect.stringMatching(/^14\. asks for a link to set a new password \(\d+ ms\)$/),
      expect.stringMatching(/^15\. opens the link and chooses a new password \(\d+ ms\)$/),
      expect.stringMatching(
        /^16\. with the new password the patient signs in as patient@lakeside\.example \(\d+ ms\)$/,
      ),
    ]);
    expect(paper.text.match(/^ {4}→ \S/gm)).toHaveLength(16);
  });

  it.each([
    ["auth", 0],
    ["users", 2],
    ["audit", 11],
  ])("fails when %s is down, after %i steps", (name, steps) => expectFailure(name, steps));

  it.each([
    ["a refusal has another code", "SLOT_TAKEN", "SLOT_IN_PAST", 5, "it was not refused as taken"],
    ["a booking has another status", "BOOKED", "PROPOSED", 3, "the status is PROPOSED"],
    ["a cancelled appointment still stands", "CANCELLED", "ARRIVED", 9, "refused: "],
  ])("fails when %s", async (_name, from, to, steps, complaint) => {
    broken.set("appointments", lying(`"${from}"`, `"${to}"`));
    const paper = new Paper();
    expect(await runDemo({ url: stack.url, output: paper, mails: stack.mails }), paper.text).toBe(false);
    expect(paper.text.match(/→/g)).toHaveLength(steps);
    expect(paper.text).toContain(`✗ ${complaint}`);
  });
});
