import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What says how programs run, beside their code. */
const SETTINGS = [".env.example", "docker-compose.yml", "Dockerfile", "package.json"];

/** Every file outside of tests that knows of a knock-out, and what for. A new one is a decision to be reviewed here. */
const HANDS_ON = {
  "router/execution/field-guard.ts": "enforcer 1",
  "router/router.ts": "hands it to enforcer 1",
  "shared/auth/knock-out.ts": "says what it is",
  "shared/auth/request-access.ts": "enforcer 3",
  "shared/auth/shield.ts": "enforcer 2",
  "shared/graphql/request-context.ts": "hands it to enforcer 3",
  "shared/graphql/subgraph-schema.ts": "hands it to enforcer 2",
  "shared/graphql/subgraph.ts": "hands it to enforcers 2 and 3",
  "shared/testing/subgraph-harness.ts": "tests of one subgraph",
  "stack/one-process.ts": "hands it to the router and to every subgraph",
  "subgraphs/appointments/subgraph.ts": "hands it to enforcer 2",
  "subgraphs/audit/subgraph.ts": "hands it to enforcer 2",
  "subgraphs/auth/subgraph.ts": "hands it to enforcer 2",
  "subgraphs/users/subgraph.ts": "hands it to enforcer 2",
};

/** Files of ours in which a pattern (POSIX, extended) is found, those of tests left out. */
function filesWith(pattern: string): string[] {
  const found = execFileSync(
    "grep",
    ["-rliE", pattern, "shared", "subgraphs", "router", "stack", "drizzle", ...SETTINGS],
    { cwd: ROOT, encoding: "utf8" },
  );
  return found.split("\n").filter((file) => file !== "" && !/\.test\.ts$|^stack\/test\//.test(file));
}

describe("a knock-out of an enforcer", () => {
  it("is known to the files of this list, and to no other", () => {
    expect(filesWith("knock_?out").sort()).toEqual(Object.keys(HANDS_ON));
  });

  it("is out of the reach of configuration and of programs: none of them knows of it", () => {
    const ofPrograms =
      /(^|\/)(config|index|start[\w-]*|run-stack|distributed|subgraph-process|[\w-]*-config)\.ts$/;
    const known = [...filesWith("knock_?out"), ...filesWith("wrapDatabase")];
    expect(known.filter((file) => ofPrograms.test(file) || !file.endsWith(".ts"))).toEqual([]);
    expect(filesWith("process\\.env").filter((file) => known.includes(file))).toEqual([]);
  });

  it("leaves pools as they are outside of the composition root", () => {
    expect(filesWith("wrapDatabase")).toEqual(["stack/one-process.ts"]);
  });
});
