import { describe, expect, it } from "vitest";
import { readAppointmentsConfig } from "../../subgraphs/appointments/config.ts";
import { readAuditConfig } from "../../subgraphs/audit/config.ts";
import { readAuthConfig } from "../../subgraphs/auth/config.ts";
import { readUsersConfig } from "../../subgraphs/users/config.ts";

const KEY = Buffer.alloc(32, 3).toString("base64");
const MESSAGING = "postgres://messaging_app:secret@db.example/clinic";

const READERS = [
  ["auth", 4001, readAuthConfig],
  ["users", 4002, readUsersConfig],
  ["appointments", 4003, readAppointmentsConfig],
  ["audit", 4006, readAuditConfig],
] as const;

/** What a deployment sets for every process alike. */
function environment(names: readonly string[]): Record<string, string> {
  const variables: Record<string, string> = { MESSAGING_DATABASE_URL: MESSAGING, CLINIC_SEALING_KEY: KEY };
  for (const name of names) {
    variables[`${name.toUpperCase()}_DATABASE_URL`] = `postgres://${name}_app:secret@db.example/clinic`;
    variables[`CLINIC_VIEWER_KEYS_${name.toUpperCase()}`] = `k1:${KEY}`;
  }
  return variables;
}

describe.each(READERS)("the configuration of %s as a process of its own", (name, port, read) => {
  it("needs its databases and its keys, and has the address of the architecture", () => {
    expect(read(environment([name]))).toMatchObject({
      name,
      port,
      host: "localhost",
      logLevel: "info",
      databaseUrl: `postgres://${name}_app:secret@db.example/clinic`,
      messagingDatabaseUrl: MESSAGING,
      databaseConnections: 12,
      drainMs: 500,
      keys: [{ kid: "k1" }],
    });
    expect(() => read({})).toThrow(new RegExp(`${name.toUpperCase()}_DATABASE_URL is missing`));
  });

  it("shares one environment with the other processes, and refuses what none of them reads", () => {
    const all = environment(READERS.map(([each]) => each));
    expect(() => read({ ...all, CLINIC_ROUTER_PORT: "4000" })).not.toThrow();
    expect(() => read({ ...all, CLINIC_ROUTER_PROT: "4000" })).toThrow("CLINIC_ROUTER_PROT is not known.");
  });
});
