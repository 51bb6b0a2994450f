import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { samplesOf, statementsOf, type Sample } from "#shared/testing/scraped-metrics.ts";
import { newCalendarToken } from "#shared/calendar-feeds/calendar-address.ts";
import { CONTEXTS, loginRole } from "#drizzle/contexts.ts";
import { SUBGRAPHS } from "../distributed/distributed.ts";
import { dataOf } from "./booking-client.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

/** Whatever has a database with an outbox: the router has that of the platform. */
const NAMES = [...SUBGRAPHS, "platform"].toSorted();
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ isMeasured: true });
});
afterAll(() => stack.stop());

function requestsOf(samples: readonly Sample[], labels: Record<string, string>): number[] {
  return samplesOf(samples, "http_server_request_duration_count", labels).map(({ value }) => value);
}

describe("a scrape of the running stack", () => {
  it("counts requests, their errors, the statements of each operation, connections and messages", async () => {
    const admin = await stack.browser(ACCOUNTS.admin.email);
    const query = `query NamedPatient($id: ID!) { patient(id: $id) { name { display } } }`;
    for (let call = 0; call < 3; call += 1)
      dataOf(await admin.send(query, { id: ACCOUNTS.patient.patientId }));
    const stranger = await stack.browser();
    expect((await stranger.send(query, { id: ACCOUNTS.patient.patientId })).errors).toHaveLength(1);
    await stranger.send("query Junk { nothing }");
    await fetch(`${stack.url}/explorer/api/run`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: admin.cookieHeader },
      body: JSON.stringify({ query: "query AdHoc { clinics { totalCount } }" }),
    });

    const samples = await stack.samples();
    const named = { graphql_operation_name: "NamedPatient", graphql_operation_type: "query" };
    expect(requestsOf(samples, { ...named, http_response_status_code: "200" })).toEqual([3]);
    expect(requestsOf(samples, { ...named, error_type: "AUTH_UNAUTHENTICATED" })).toEqual([1]);
    expect(requestsOf(samples, { graphql_operation_name: "unresolved" })).toEqual([1]);
    expect(requestsOf(samples, { graphql_operation_name: "Junk" })).toEqual([]);
    expect(requestsOf(samples, { graphql_operation_name: "AdHoc", http_route: "/explorer/api/run" })).toEqual(
      [1],
    );
    expect(requestsOf(samples, { ...named, http_route: "/graphql" }).toSorted()).toEqual([1, 3]);
    // Who acts, the patient, the audit entry; three times.
    expect(statementsOf(samples, "NamedPatient")).toEqual({ users: 9 });
    expect(
      samplesOf(samples, "clinic_subgraph_call_duration_count", { clinic_subgraph: "users" }),
    ).toMatchObject([{ value: 3 }]);
    for (const name of [
      "db_client_connection_count",
      "db_client_connection_max",
      "db_client_connection_pending_requests",
    ]) {
      const pools = samplesOf(samples, name).map(({ labels }) => labels["db_client_connection_pool_name"]);
      expect(pools.toSorted()).toEqual(NAMES);
    }
    expect(subgraphsWith(samples, "clinic_outbox_oldest_age")).toEqual(NAMES);
    expect(subgraphsWith(samples, "clinic_outbox_messages")).toEqual(NAMES);
    expect(samplesOf(samples, "clinic_parked_messages").map(({ value }) => value)).toEqual(
      NAMES.map(() => 0),
    );
    const store = { clinic_rate_limit_store: "local" };
    expect(samplesOf(samples, "clinic_rate_limit_store_status", store)).toMatchObject([{ value: 1 }]);
    const text = JSON.stringify(samples);
    for (const secret of [ACCOUNTS.admin.email, ACCOUNTS.patient.patientId])
      expect(text).not.toContain(secret);
  });

  it("has every metric and label that the operator's questions are made of", async () => {
    await (await stack.browser()).send("{ viewer { patient { id } } } # refused");
    await fetch(`${stack.url}/v1/calendars/${newCalendarToken()}.ics`);
    const guide = await readFile(new URL("../../docs/operations.md", import.meta.url), "utf8");
    const [, section = ""] = /### Metrics\n([^]*?)\n###/.exec(guide) ?? [];
    const table = section.split("\n").filter((line) => line.startsWith("|"));
    const asked = new Set(table.join("\n").match(/[a-z0-9]+(?:_[a-z0-9]+)+/g));
    asked.delete("histogram_quantile");
    const samples = await stack.samples();
    const known = new Set(
      samples.flatMap(({ name, labels }) => [name, name.replace(/_count$/, ""), ...Object.keys(labels)]),
    );
    expect(asked.size).toBeGreaterThan(20);
    expect([...asked].filter((word) => !known.has(word))).toEqual([]);
  });

  it("counts requests for calendars that there are not, without their addresses", async () => {
    const labels = { clinic_calendar_feed_outcome: "unknown" };
    const unknown = async (): Promise<number> =>
      samplesOf(await stack.samples(), "clinic_calendar_feed_requests_total", labels)[0]?.value ?? 0;
    const [before, token] = [await unknown(), newCalendarToken()];
    expect((await fetch(`${stack.url}/v1/calendars/${token}.ics`)).status).toBe(404);
    expect(await unknown()).toBe(before + 1);
    expect(JSON.stringify(await stack.samples())).not.toContain(token);
  });

  it("leaves out what a database does not tell, instead of calling it 0", async () => {
    const [row] = await stack.admin<{ name: string }[]>`select current_database() as name`;
    const name = row?.name ?? "";
    // Of this database only: the roles are those of the other tests, too.
    const others = CONTEXTS.filter((context) => context !== "users").map(loginRole);
    await stack.admin.unsafe(`revoke connect on database "${name}" from public, ${loginRole("users")}`);
    await stack.admin.unsafe(`grant connect on database "${name}" to ${others.join(", ")}`);
    try {
      await stack.admin`select pg_terminate_backend(pid) from pg_stat_activity
        where usename = ${loginRole("users")} and datname = current_database()`;
      expect(subgraphsWith(await stack.samples(), "clinic_outbox_messages")).toEqual(
        NAMES.filter((subgraph) => subgraph !== "users"),
      );
    } finally {
      await stack.admin.unsafe(`grant connect on database "${name}" to public`);
    }
  });
});

function subgraphsWith(samples: readonly Sample[], name: string): (string | undefined)[] {
  return samplesOf(samples, name)
    .map(({ labels }) => labels["clinic_subgraph"])
    .toSorted();
}
