import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { childEnvironment } from "../config.ts";
import type { TestStack } from "../test-stack.ts";
import { blocksOf } from "./guide-blocks.ts";

const run = promisify(execFile);

let stack: TestStack;
let directory: string;
let guide: string;

/** Runs the commands of docs/oauth.md. */
export function oauthGuideSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    directory = await mkdtemp(join(tmpdir(), "clinic-oauth-guide-"));
    guide = await readFile(fileURLToPath(new URL("../../../docs/oauth.md", import.meta.url)), "utf8");
  });

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  describe("the guide for apps and programs", () => {
    it("leads an app to what it may read, and a program to a token, by its own commands", async () => {
      const marked = blocksOf(guide, "sh").map((block, at) => `${block}\necho; echo "--- ${String(at + 1)}"`);
      const last = 'printf "%s\\n%s\\n" "$access" "$refresh"';
      const { stdout } = await run("bash", ["-euo", "pipefail", "-c", [...marked, last].join("\n")], {
        cwd: directory,
        env: childEnvironment({ API: stack.url }),
      });
      const outputs = stdout.split(/--- \d+\n/).map((text) => text.trim());
      expect(outputs).toContainEqual(expect.stringContaining('{"data":{"signIn":{"userErrors":[]}}'));
      expect(outputs.map((text) => text.split(',"extensions"')[0])).toContainEqual(
        expect.stringContaining(
          `{"data":{"viewer":{"account":{"email":"${ACCOUNTS.patient.email}"},"patient":{"id":"${ACCOUNTS.patient.patientId}"}}}`,
        ),
      );
      expect(outputs).toContainEqual(expect.stringMatching(/"scope":"clinic:read slot:read"/));
      expect(outputs).toContainEqual(expect.stringMatching(/^\{"data":\{"clinics":\{"nodes":\[\{"id":/));
      expect(outputs.at(-1)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n[\w-]{43}$/);
    }, 60_000);

    it("registers a client by its SQL", async () => {
      for (const statement of blocksOf(guide, "sql")) await stack.admin.unsafe(statement);
      const clients =
        await stack.admin`select secret_hash, grant_types from auth.oauth_client where client_id = 'pocket-clinic'`;
      expect([...clients]).toEqual([
        { secret_hash: null, grant_types: ["authorization_code", "refresh_token"] },
      ]);
    });
  });
}
