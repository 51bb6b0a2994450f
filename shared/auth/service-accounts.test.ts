import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { decide, decideByRole } from "./decide.ts";
import { POLICIES, type Action } from "./policies.ts";
import type { Policy } from "./policy.ts";
import { isServiceFor, SERVICE_ACCOUNTS, systemViewer, type ServiceAccountName } from "./service-accounts.ts";
import { ANONYMOUS, viewerSchema, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const THING = { type: "Thing", id: null, tenantId: TENANT };
const NAMES = Object.keys(SERVICE_ACCOUNTS) as ServiceAccountName[];
const ACTIONS = Object.keys(POLICIES) as Action[];

/** Every file that acts under a service account, and which. A new one is a decision to be reviewed here. */
const CALL_SITES = {
  "router/access/router-viewer.ts": ['"router"'],
  "router/documents/publishing/publisher.ts": ['"document-publication"'],
  "shared/messaging/apply-once.ts": ["`$" + "{consumer}-consumer`"],
  "subgraphs/appointments/services/waitlist-round.ts": ['"appointments-waitlist"'],
  "subgraphs/audit/services/denial-recorder.ts": ['"denial-recorder"'],
  "subgraphs/auth/reset-second-factor.ts": ['"second-factor-reset"'],
  "subgraphs/auth/revoke-leaked-tokens.ts": ['"token-revocation"'],
  "subgraphs/auth/rotate-signing-key.ts": ['"key-rotation"'],
};

const grantsOf = (action: Action): Policy["grants"] => POLICIES[action].grants;
/** Open to whoever asks: nothing that a list could add to. */
const isOpen = (action: Action): boolean =>
  grantsOf(action).some(({ to, when }) => to.includes("ANYONE") && when.length === 0);
const isForServices = (action: Action): boolean => grantsOf(action).some(({ to }) => to.includes("SYSTEM"));

function sourcesWith(pattern: string): [file: string, line: string][] {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const roots = ["shared", "subgraphs", "router", "stack", "drizzle", "bench"];
  const found = execFileSync("grep", ["-rE", pattern, ...roots, "--include=*.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  return found
    .split("\n")
    .map((row): [string, string] => [row.slice(0, row.indexOf(":")), row.slice(row.indexOf(":") + 1)])
    .filter(([file]) => file !== "" && !/\.test\.ts$|\/test\/|^shared\/testing\//.test(file));
}

describe("a service account", () => {
  it.each(NAMES)("%s is a viewer of one tenant that carries its name and its actions", (name) => {
    expect(viewerSchema.parse(systemViewer(name, TENANT))).toStrictEqual({
      ...ANONYMOUS,
      kind: "SYSTEM",
      tenantId: TENANT,
      roles: ["SYSTEM"],
      clientId: name,
      scopes: [...SERVICE_ACCOUNTS[name].actions],
    });
  });

  it.each(NAMES)("%s may do what its list has, and nothing else", (name) => {
    const listed: readonly Action[] = SERVICE_ACCOUNTS[name].actions;
    for (const action of ACTIONS) {
      const expected = listed.includes(action) || isOpen(action) ? "ALLOW" : "DENY";
      expect([action, decide(action, systemViewer(name, TENANT), THING)]).toStrictEqual([action, expected]);
    }
  });

  it("is known by its name: neither the role nor the scopes it brings open anything", () => {
    const account = systemViewer("router", TENANT);
    const forgeries: readonly Viewer[] = [
      { ...account, clientId: null },
      { ...account, clientId: "partner-lab" },
      { ...account, clientId: "toString" },
      { ...account, clientId: "users-consumer", scopes: null },
      { ...account, kind: "CLIENT" },
      viewerOf({ tenantId: TENANT, roles: ["SYSTEM"], clientId: "router" }),
    ];
    for (const viewer of forgeries) {
      expect(isServiceFor("session:verify", viewer)).toBe(false);
      expect(decideByRole("session:verify", viewer)).toBe("DENY");
    }
    expect(decideByRole("session:verify", account)).toBe("ALLOW");
  });

  it("lists only what the policy table grants to SYSTEM, and all of it is somebody's", () => {
    const listed = new Set(NAMES.flatMap((name): readonly Action[] => SERVICE_ACCOUNTS[name].actions));
    expect([...listed].toSorted()).toStrictEqual(ACTIONS.filter(isForServices).toSorted());
  });

  it.each(Object.entries(SERVICE_ACCOUNTS))("%s says in a sentence why it is there", (_name, account) => {
    expect(account.purpose).toMatch(/^[A-Z].+\.$/);
  });
});

describe("our own processes", () => {
  it("act where this list says, each under a name, and nowhere else", () => {
    const used: Record<string, string[]> = {};
    for (const [file, line] of sourcesWith(String.raw`systemViewer\(`)) {
      if (file === "shared/auth/service-accounts.ts") continue;
      used[file] = [...(used[file] ?? []), /systemViewer\(([^,]+),/.exec(line)?.[1] ?? line];
    }
    expect(Object.fromEntries(Object.entries(used).toSorted())).toStrictEqual(CALL_SITES);
  });

  it("are made by no other file: a viewer that says SYSTEM of itself would have no name", () => {
    const files = sourcesWith(String.raw`kind: "SYSTEM"|roles: \["SYSTEM"`).map(([file]) => file);
    expect([...new Set(files)]).toStrictEqual(["shared/auth/service-accounts.ts"]);
  });
});
