import type { TestProject } from "vitest/node";
import { readTestingConfig } from "./config.ts";
import { startTestCluster, type TestCluster } from "./test-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresAdminUrl: string;
    templateDatabase: string;
    loginPasswords: Readonly<Record<string, string>>;
  }
}

declare global {
  // Vitest loads this file once per project, so the module's own variables are not shared between projects.
  var clinicTestCluster: { users: number; readonly cluster: Promise<TestCluster> } | undefined;
}

/**
 * Vitest global set-up: one throw-away Postgres and one migrated template per test run, whatever the number of
 * projects that name this file. Answers the teardown.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (globalThis.clinicTestCluster ??= { users: 0, cluster: startCluster() });
  shared.users += 1;
  const cluster = await shared.cluster;
  project.provide("postgresAdminUrl", cluster.adminUrl);
  project.provide("templateDatabase", cluster.templateDatabase);
  project.provide("loginPasswords", cluster.loginPasswords);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    globalThis.clinicTestCluster = undefined;
    await cluster.stop();
  };
}

async function startCluster(): Promise<TestCluster> {
  // The set-up is a composition root: here, and only here, the test kit meets the real migrations.
  const { migrateAll } = await import("../../drizzle/migrate.ts");
  return startTestCluster({ externalAdminUrl: readTestingConfig().databaseAdminUrl, migrate: migrateAll });
}
