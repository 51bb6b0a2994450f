import { describe, expect, it } from "vitest";
import { SealError } from "../crypto/seal.ts";
import { AppError } from "../errors/app-error.ts";
import { ConfigError } from "../config/load-config.ts";
import { describeFailure } from "./describe-failure.ts";

const failure = (code: string, more: object = {}): Error =>
  Object.assign(new Error("connect 10.0.0.7:5432"), { code, ...more });

describe("the reason why a program failed", () => {
  it.each([
    [
      "names the port that is taken",
      failure("EADDRINUSE", { port: 4002 }),
      "Port 4002 is in use by another program: end it, or choose another (variables that end in _PORT).",
    ],
    [
      "says that the database is not there",
      failure("ECONNREFUSED"),
      "The database does not answer (ECONNREFUSED): check the *_DATABASE_URL variables and the server.",
    ],
    [
      "says that the database lets nobody in",
      failure("28P01"),
      "The database refuses the login (28P01): check the *_DATABASE_URL variables, and run db:migrate.",
    ],
    [
      "repeats what is wrong with the configuration",
      new ConfigError("users", [{ variable: "A", kind: "missing", message: "A is missing." }]),
      'The configuration of "users" has 1 problem:\n  - A is missing.',
    ],
    [
      "says that the sealing key is another",
      new SealError("The sealed value cannot be opened."),
      "CLINIC_SEALING_KEY is not the key that sealed what is in the database: give the one it was first started with.",
    ],
    [
      "looks behind what a pool says",
      new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: failure("ECONNREFUSED") }),
      "The database does not answer (ECONNREFUSED): check the *_DATABASE_URL variables and the server.",
    ],
    ["is what was thrown, when it is no error", "out of paper", "out of paper"],
  ])("%s", (_name, error, sentence) => {
    expect(describeFailure(error)).toBe(sentence);
  });

  it("keeps the stack of anything else", () => {
    expect(describeFailure(new TypeError("x"))).toMatch(/^TypeError: x\n {4}at /);
  });
});
