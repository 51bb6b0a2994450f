import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** Every file that may look past tenant scope, and why. A new one is a decision to be reviewed here. */
const CALL_SITES = {
  "router/documents/publishing/publication-feed.ts":
    "reads what was published for clients of whatever tenant",
  "router/documents/publishing/publisher.ts": "publishes documents of the platform, for an operator",
  "router/documents/publishing/read-published.ts": "reads what was published, to check a change against it",
  "router/documents/usage/read-usage.ts": "shows an operator which documents are run, and by whom",
  "router/documents/usage/usage-repository.ts": "counts who of whatever tenant runs which document",
  "router/explorer/explorer-housekeeping.ts":
    "removes exports and purposes of all tenants that are past their time",
  "router/live/change-housekeeping.ts": "removes changes of all tenants that are past their time",
  "router/live/change-source.ts": "reads the changes of all tenants, for whoever follows theirs",
  "shared/messaging/housekeeping.ts": "removes messages of all tenants that are past their time",
  "shared/messaging/inbox-consumer.ts": "parks messages, and asks which aggregates are parked",
  "shared/messaging/message-backlog.ts": "counts messages of all tenants for the metrics",
  "shared/messaging/parked-messages.ts": "shows, replays and skips what consumers could not take",
  "shared/messaging/postgres-transport.ts": "carries messages of all tenants",
  "shared/messaging/relay.ts": "publishes messages of all tenants",
  "subgraphs/appointments/services/calendar-service.ts":
    "finds a calendar feed by its token, of whatever tenant, before it is known whose it is",
  "subgraphs/appointments/services/import-work.ts":
    "finds the imports of all tenants that are to be worked on",
  "subgraphs/appointments/services/reminders.ts": "tells which patients of all tenants are to be reminded",
  "subgraphs/appointments/services/timer.ts":
    "removes holds and imports of all tenants that are past their time",
  "subgraphs/appointments/services/waitlist-work.ts": "finds the clinics of all tenants where somebody waits",
  "subgraphs/auth/reset-second-factor.ts": "an operator helps somebody who is locked out, of whatever tenant",
  "subgraphs/auth/revoke-leaked-tokens.ts": "ends tokens of whatever tenant, for an operator",
  "subgraphs/auth/rotate-signing-key.ts": "makes a key of the platform",
  "subgraphs/auth/subgraph.ts": "sign-up, sign-in, sessions, keys and clients: before a tenant is known",
};

it("is made where this list says, and nowhere else", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const found = execFileSync(
    "grep",
    [
      "-rlE",
      String.raw`new SystemScope\(|set local role|set_config\('role'`,
      "shared",
      "subgraphs",
      "router",
      "--include=*.ts",
    ],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const files = found.split("\n").filter((file) => file !== "" && !file.endsWith(".test.ts"));
  expect(files.filter((file) => file !== "shared/db/system-scope.ts").toSorted()).toEqual(
    Object.keys(CALL_SITES),
  );
});
