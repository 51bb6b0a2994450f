import { describe, expect, it } from "vitest";
import { loadConfig } from "#shared/config/load-config.ts";
import { assertMailConfig, authConfigSchema, authOptionsOf } from "./config.ts";

const required = {
  AUTH_DATABASE_URL: "postgres://auth_app:secret@localhost:5432/clinic",
  CLINIC_SEALING_KEY: Buffer.alloc(32, 5).toString("base64"),
};

function load(env: Record<string, string>) {
  return authOptionsOf(loadConfig(authConfigSchema, env, { service: "auth" }));
}

describe("the configuration of auth", () => {
  it("needs a database and a sealing key, and has defaults for the rest", () => {
    expect(load(required)).toEqual({
      issuer: "http://localhost:4000",
      signInUrl: null,
      redisUrl: null,
      sessionIdleMinutes: 30,
      sessionAbsoluteMinutes: 720,
      appUrl: "http://localhost:3000",
      relyingParty: { id: "localhost", origins: ["http://localhost:3000", "http://localhost:5173"] },
      mailFrom: "Clinic <no-reply@clinic.example>",
    });
    expect(() => load({})).toThrow(
      /has 2 problems:\n {2}- AUTH_DATABASE_URL is missing.*\n {2}- CLINIC_SEALING_KEY is missing/,
    );
  });

  it("takes an issuer without its last slash, a page to sign in at, and lifetimes", () => {
    expect(
      load({
        ...required,
        CLINIC_ISSUER: "https://api.clinic.example/",
        CLINIC_SIGN_IN_URL: "https://app.clinic.example/sign-in",
        CLINIC_SESSION_IDLE_MINUTES: "5",
        CLINIC_SESSION_ABSOLUTE_MINUTES: "60",
      }),
    ).toMatchObject({
      issuer: "https://api.clinic.example",
      signInUrl: "https://app.clinic.example/sign-in",
      sessionIdleMinutes: 5,
      sessionAbsoluteMinutes: 60,
    });
  });

  it("makes passkeys for the domain of the app, or for one above that is named with its pages", () => {
    const app = { ...required, CLINIC_APP_URL: "https://app.clinic.example/start" };
    expect(load(app).relyingParty).toEqual({
      id: "app.clinic.example",
      origins: ["https://app.clinic.example"],
    });
    const named = {
      ...app,
      CLINIC_WEBAUTHN_RP_ID: "clinic.example",
      CLINIC_WEBAUTHN_ORIGINS: "https://app.clinic.example,https://clinic.example:8443",
    };
    expect(load(named).relyingParty).toEqual({
      id: "clinic.example",
      origins: ["https://app.clinic.example", "https://clinic.example:8443"],
    });
  });

  it.each([
    ["https://evilclinic.example", /must be of the domain/],
    ["https://clinic.example.evil.example", /must be of the domain/],
    ["https://clinic.example/", /must be origins/],
  ])("refuses passkeys of pages at %s", (origin, message) => {
    const named = { CLINIC_WEBAUTHN_RP_ID: "clinic.example", CLINIC_WEBAUTHN_ORIGINS: origin };
    expect(() => load({ ...required, ...named })).toThrow(message);
  });

  it("takes a mail server, its sender and the app that links lead to", () => {
    const mail = {
      CLINIC_APP_URL: "https://app.clinic.example/",
      MAIL_URL: "smtps://clinic:secret@mail.example:465",
      MAIL_FROM: "Clinic <care@clinic.example>",
    };
    expect(load({ ...required, ...mail })).toMatchObject({
      appUrl: "https://app.clinic.example",
      mailUrl: "smtps://clinic:secret@mail.example:465",
      mailFrom: "Clinic <care@clinic.example>",
    });
    expect(() => load({ ...required, MAIL_URL: "https://mail.example" })).toThrow(
      "MAIL_URL is malformed: must be an address that begins with smtp:// or smtps://",
    );
  });

  it("is refused in production without all that mails need", () => {
    expect(() => assertMailConfig("auth", {})).not.toThrow();
    expect(() =>
      assertMailConfig("auth", { NODE_ENV: "production", MAIL_FROM: "care@clinic.example" }),
    ).toThrow(
      /has 2 problems:\n {2}- CLINIC_APP_URL is missing: production needs it.\n {2}- MAIL_URL is missing/,
    );
  });

  it("has no session without an end", () => {
    expect(() => load({ ...required, CLINIC_SESSION_IDLE_MINUTES: "0" })).toThrow(
      "CLINIC_SESSION_IDLE_MINUTES",
    );
    expect(() => load({ ...required, CLINIC_SESSION_ABSOLUTE_MINUTES: "10081" })).toThrow(
      "CLINIC_SESSION_ABSOLUTE_MINUTES",
    );
  });
});
