import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { booleanFlag, keyRing, logLevel, port, secretKey, url } from "./fields.ts";
import { ConfigError, loadConfig, type ConfigProblem } from "./load-config.ts";

const schema = z.object({
  CLINIC_USERS_PORT: port().default(4002),
  CLINIC_VIEWER_KEYS: keyRing(),
  CLINIC_DEMO: booleanFlag().optional(),
  LOG_LEVEL: logLevel().default("info"),
  USERS_DATABASE_URL: url("postgres"),
});

const key = Buffer.alloc(32, 7).toString("base64");
const good = {
  CLINIC_VIEWER_KEYS: `k1:${key}`,
  USERS_DATABASE_URL: "postgres://users:hunter2@localhost:5432/clinic",
};

function failure(env: Record<string, string | undefined>, knownElsewhere?: readonly string[]): ConfigError {
  try {
    loadConfig(schema, env, {
      service: "users",
      ...(knownElsewhere === undefined ? {} : { knownElsewhere }),
    });
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error("the configuration was accepted");
}

function problem(
  env: Record<string, string | undefined>,
  knownElsewhere?: readonly string[],
): ConfigProblem[] {
  return [...failure(env, knownElsewhere).problems];
}

describe("loadConfig", () => {
  it("returns the typed values with defaults, frozen, and nothing else", () => {
    const config = loadConfig(schema, { ...good, PATH: "/bin", HOME: "/root" }, { service: "users" });
    expect(config).toEqual({
      CLINIC_USERS_PORT: 4002,
      CLINIC_VIEWER_KEYS: [{ kid: "k1", secret: new Uint8Array(32).fill(7) }],
      LOG_LEVEL: "info",
      USERS_DATABASE_URL: good.USERS_DATABASE_URL,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it("takes no secret in production that can be guessed, and does not repeat it", () => {
    const optional = z.object({ ...schema.shape, CLINIC_SEALING_KEY: secretKey().optional() });
    const check = (env: Record<string, string>): readonly string[] => {
      try {
        loadConfig(optional, { ...good, ...env }, { service: "users" });
        return [];
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        expect(error.message).not.toMatch(/hunter2|BwcHBwcH/);
        return error.problems.map(({ variable, kind }) => `${variable} ${kind}`);
      }
    };
    const random = randomBytes(32).toString("base64");
    expect(check({ NODE_ENV: "development", CLINIC_SEALING_KEY: key })).toEqual([]);
    expect(check({ NODE_ENV: "production", CLINIC_SEALING_KEY: key })).toEqual([
      "CLINIC_VIEWER_KEYS weak",
      "USERS_DATABASE_URL weak",
      "CLINIC_SEALING_KEY weak",
    ]);
    expect(check({ NODE_ENV: "production", CLINIC_VIEWER_KEYS: `k2:${random},k1:${key}` })).toEqual([
      "CLINIC_VIEWER_KEYS weak",
      "USERS_DATABASE_URL weak",
    ]);
    const phrase = Buffer.from("change-me-before-you-go-to-production").toString("base64");
    expect(check({ NODE_ENV: "production", CLINIC_SEALING_KEY: phrase })).toContain(
      "CLINIC_SEALING_KEY weak",
    );
    const odd = "postgres://users:100%-sure-long-password@localhost:5432/clinic";
    expect(check({ NODE_ENV: "production", USERS_DATABASE_URL: odd })).not.toContain(
      "USERS_DATABASE_URL weak",
    );
    const strong = {
      CLINIC_SEALING_KEY: random,
      CLINIC_VIEWER_KEYS: `k1:${random}`,
      USERS_DATABASE_URL: "postgres://users:sixteen-letters_@localhost:5432/clinic",
    };
    expect(check({ NODE_ENV: "production", ...strong })).toEqual([]);
    const withoutPassword = "postgres://users@localhost:5432/clinic";
    expect(check({ NODE_ENV: "production", ...strong, USERS_DATABASE_URL: withoutPassword })).toEqual([]);
  });

  it("counts an empty variable as missing", () => {
    expect(
      loadConfig(schema, { ...good, CLINIC_USERS_PORT: "" }, { service: "users" }).CLINIC_USERS_PORT,
    ).toBe(4002);
    expect(problem({ ...good, USERS_DATABASE_URL: "" })).toEqual([
      {
        variable: "USERS_DATABASE_URL",
        kind: "missing",
        message:
          "USERS_DATABASE_URL is missing. Example: USERS_DATABASE_URL=postgres://role:password@localhost:5432/clinic",
      },
    ]);
  });

  it("names every problem in one message, never a value", () => {
    const error = failure({
      CLINIC_USERS_PRT: "4002",
      CLINIC_VIEWER_KEYS: "k1:hunter2",
      CLINIC_DEMO: "yes",
      LOG_LEVEL: "hunter2",
    });
    expect(error.name).toBe("ConfigError");
    expect(error.message).toBe(
      [
        'The configuration of "users" has 5 problems:',
        "  - CLINIC_VIEWER_KEYS is malformed: must be kid:key pairs parted by commas, each kid once and each key at least 32 bytes in base64. Example: CLINIC_VIEWER_KEYS=2026-03:<the output of: openssl rand -base64 32>",
        "  - CLINIC_DEMO is malformed: must be one of true, false. Example: CLINIC_DEMO=true",
        "  - LOG_LEVEL is malformed: must be one of silent, fatal, error, warn, info, debug, trace. Example: LOG_LEVEL=info",
        "  - USERS_DATABASE_URL is missing. Example: USERS_DATABASE_URL=postgres://role:password@localhost:5432/clinic",
        "  - CLINIC_USERS_PRT is not known. Did you mean CLINIC_USERS_PORT?",
      ].join("\n"),
    );
    expect(error.message).not.toContain("hunter2");
    expect(error.problems.map(({ kind }) => kind)).toEqual([
      "malformed",
      "malformed",
      "malformed",
      "missing",
      "unknown",
    ]);
  });

  it("refuses an unknown variable only when it has our prefix and no process knows it", () => {
    expect(problem({ ...good, CLINIC_ROUTER_PORT: "4000" })).toEqual([
      { variable: "CLINIC_ROUTER_PORT", kind: "unknown", message: "CLINIC_ROUTER_PORT is not known." },
    ]);
    const known = ["CLINIC_ROUTER_PORT"];
    expect(loadConfig(schema, { ...good, CLINIC_ROUTER_PORT: "4000" }, { service: "users", knownElsewhere: known }))
      .toMatchObject({ CLINIC_USERS_PORT: 4002 }); // prettier-ignore
    expect(problem({ ...good, CLINIC_ROUTR_PORT: "4000" }, known)[0]?.message).toBe(
      "CLINIC_ROUTR_PORT is not known. Did you mean CLINIC_ROUTER_PORT?",
    );
    expect(failure({ ...good, CLINIC_X: "1" }).message).toMatch(
      /^The configuration of "users" has 1 problem:/,
    );
  });

  it("suggests nothing to a process that reads no variable", () => {
    expect(() => loadConfig(z.object({}), { CLINIC_A: "1" }, { service: "empty" })).toThrow(
      'The configuration of "empty" has 1 problem:\n  - CLINIC_A is not known.',
    );
  });

  it("shows rules over several variables, fields without an example, and each rule once", () => {
    const pair = z
      .object({
        LOW: z.string(),
        HIGH: z.string().min(2, "must be long").max(0, "must be long"),
        KEY: secretKey(),
      })
      .partial()
      .refine(({ LOW }) => LOW === undefined, "LOW and HIGH do not go together");
    expect(() => loadConfig(pair, { LOW: "1" }, { service: "pair" })).toThrow(
      'The configuration of "pair" has 1 problem:\n  - LOW and HIGH do not go together',
    );
    expect(() => loadConfig(pair, { HIGH: "1" }, { service: "pair" })).toThrow(
      'The configuration of "pair" has 1 problem:\n  - HIGH is malformed: must be long.',
    );
  });
});
