import { describe, expect, it } from "vitest";
import { readTestingConfig } from "./config.ts";

describe("the settings of a test run", () => {
  it("name the server to test on", () => {
    const url = "postgres://postgres:secret@127.0.0.1:6543/postgres";
    expect(readTestingConfig({ TEST_DATABASE_ADMIN_URL: url })).toMatchObject({ databaseAdminUrl: url });
  });

  it("leave the server to the run when they name none", () => {
    expect(readTestingConfig({})).toEqual({
      databaseAdminUrl: undefined,
      redisUrl: undefined,
      areServicesRequired: false,
      isBrowserRequired: false,
    });
  });

  it("name a Redis, and whether a run may do without", () => {
    const env = { REDIS_URL: "redis://127.0.0.1:6379", TEST_REQUIRE_SERVICES: "true" };
    expect(readTestingConfig(env)).toMatchObject({ redisUrl: env.REDIS_URL, areServicesRequired: true });
  });

  it("say whether a run may do without a browser", () => {
    expect(readTestingConfig({ TEST_REQUIRE_BROWSER: "true" })).toMatchObject({ isBrowserRequired: true });
  });

  it.each(["not a url", "mysql://127.0.0.1/x"])("refuse %s, naming the variable", (url) => {
    expect(() => readTestingConfig({ TEST_DATABASE_ADMIN_URL: url })).toThrow("TEST_DATABASE_ADMIN_URL");
  });
});
