import { describe, expect, it } from "vitest";
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
    ["is what was thrown, when it is no error", "out of paper", "out of paper"],
  ])("%s", (_name, error, sentence) => {
    expect(describeFailure(error)).toBe(sentence);
  });

  it("keeps the stack of anything else", () => {
    expect(describeFailure(new TypeError("x"))).toMatch(/^TypeError: x\n {4}at /);
  });
});
