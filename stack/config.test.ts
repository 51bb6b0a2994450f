import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError } from "#shared/config/load-config.ts";
import { CLINIC_VARIABLES } from "#shared/config/clinic-variables.ts";
import { TELEMETRY_VARIABLES } from "#shared/observability/config.ts";
import { ROUTER_VARIABLES } from "../router/config.ts";
import { APPOINTMENTS_VARIABLES } from "../subgraphs/appointments/config.ts";
import { AUDIT_VARIABLES } from "../subgraphs/audit/config.ts";
import { AUTH_VARIABLES } from "../subgraphs/auth/config.ts";
import { USERS_VARIABLES } from "../subgraphs/users/config.ts";
import { readStackConfig, STACK_VARIABLES } from "./config.ts";

const CONTEXT_URLS = ["AUTH", "USERS", "APPOINTMENTS", "AUDIT", "MESSAGING", "PLATFORM"].map(
  (name) => `${name}_DATABASE_URL`,
);

const EVERY_VARIABLE = new Set([
  ...STACK_VARIABLES,
  ...ROUTER_VARIABLES,
  ...AUTH_VARIABLES,
  ...USERS_VARIABLES,
  ...APPOINTMENTS_VARIABLES,
  ...AUDIT_VARIABLES,
]);

describe("the list of our variables, by which a process knows those of the others", () => {
  it("is complete", () => {
    const ours = [...EVERY_VARIABLE].filter((name) => name.startsWith("CLINIC_"));
    expect(CLINIC_VARIABLES).toEqual(ours.toSorted());
  });
});

describe(".env.example", () => {
  it("names exactly the variables that a process reads", () => {
    const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    // What follows is for compose; containers.test.ts asks for it.
    const [example = ""] = text.split("\n# Containers:");
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...EVERY_VARIABLE, ...TELEMETRY_VARIABLES].toSorted());
  });
});

describe("readStackConfig", () => {
  it("needs no environment at all", () => {
    const config = readStackConfig({});
    expect(config).toMatchObject({
      isProduction: false,
      dataDirectory: ".data",
      externalDatabase: undefined,
    });
    expect(config.edge).toMatchObject({ port: 4000, host: "localhost" });
    expect(config.auth).not.toHaveProperty("sealingKey");
  });

  it("takes a database of the operator's own", () => {
    const env = Object.fromEntries(
      CONTEXT_URLS.map((name) => [name, "postgres://role:secret@db.example/clinic"]),
    );
    const config = readStackConfig({
      ...env,
      MIGRATION_DATABASE_URL: "postgres://owner:secret@db.example/clinic",
    });
    expect(config.externalDatabase?.migrationUrl).toBe("postgres://owner:secret@db.example/clinic");
    expect(Object.keys(config.externalDatabase?.urls ?? {})).toEqual([
      "auth",
      "users",
      "appointments",
      "audit",
      "messaging",
      "platform",
    ]);
  });

  it("refuses half of the database URLs, naming every missing one", () => {
    const env = { AUTH_DATABASE_URL: "postgres://role:secret@db.example/clinic" };
    const problems = problemsOf(() => readStackConfig(env));
    expect(problems).toEqual(["MIGRATION_DATABASE_URL", ...CONTEXT_URLS.slice(1)]);
  });

  it("refuses a mistyped variable of ours", () => {
    expect(problemsOf(() => readStackConfig({ CLINIC_ROUTER_PROT: "4000" }))).toEqual(["CLINIC_ROUTER_PROT"]);
  });
});

function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable);
    throw error;
  }
  throw new Error("The configuration was accepted.");
}
