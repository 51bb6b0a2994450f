import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");

/** Imports that must be refused: the rule, the importing file, what it imports. */
const REFUSED = [
  ["subgraph-knows-no-other-subgraph", "subgraphs/a/services/x-service.ts", "subgraphs/b/events.ts"],
  ["subgraph-needs-only-shared-and-its-tables", "subgraphs/a/subgraph.ts", "router/edge.ts"],
  ["subgraph-needs-only-shared-and-its-tables", "subgraphs/a/index.ts", "stack/one-process.ts"],
  ["subgraph-has-its-own-tables", "subgraphs/a/repositories/x-repository.ts", "drizzle/b/schema.ts"],
  ["router-needs-only-shared-and-schema", "router/edge.ts", "drizzle/a/schema.ts"],
  ["router-needs-only-shared-and-schema", "router/edge.ts", "subgraphs/b/events.ts"],
  ["shared-knows-nobody", "shared/db/database.ts", "drizzle/a/schema.ts"],
  ["test-setup-needs-only-the-migrator", "shared/testing/global-setup.ts", "drizzle/a/schema.ts"],
  ["drizzle-needs-only-shared", "drizzle/a/schema.ts", "schema/load-sdl.ts"],
  ["tables-know-no-other-tables", "drizzle/a/schema.ts", "drizzle/b/schema.ts"],
  ["schema-needs-only-shared", "schema/load-sdl.ts", "drizzle/b/schema.ts"],
  ["only-tools-need-the-check", "router/edge.ts", "schema/check/report.ts"],
  ["only-a-composition-root-composes", "lint/plugin.ts", "subgraphs/b/events.ts"],
  ["client-is-a-package", "client/result.ts", "shared/db/database.ts"],
  ["client-is-a-package", "client/result.ts", "schema/load-sdl.ts"],
  ["client-is-a-package", "client/result.ts", "client/build/package.ts"],
  ["servers-need-no-client", "router/edge.ts", "client/index.ts"],
  ["explorer-page-is-a-front-end", "router/explorer/page/app.ts", "router/explorer/preflight.ts"],
  ["explorer-page-is-a-front-end", "router/explorer/page/app.ts", "shared/db/database.ts"],
  ["servers-need-no-explorer-page", "router/edge.ts", "router/explorer/page/app.ts"],
  ["nobody-needs-the-bench", "stack/start.ts", "bench/run.ts"],
  ["domain-is-pure", "subgraphs/a/domain/decision.ts", "subgraphs/a/context.ts"],
  ["domain-is-pure", "subgraphs/a/domain/decision.ts", "subgraphs/a/repositories/z-repository.ts"],
  ["domain-is-pure", "subgraphs/a/domain/decision.ts", "drizzle/a/schema.ts"],
  ["domain-is-pure", "subgraphs/a/domain/decision.ts", "shared/db/database.ts"],
  ["domain-is-pure", "subgraphs/a/domain/decision.ts", "graphql"],
  [
    "resolver-calls-a-service",
    "subgraphs/a/resolvers/Query/x.ts",
    "subgraphs/a/repositories/y-repository.ts",
  ],
  ["resolver-calls-a-service", "subgraphs/a/resolvers/Query/x.ts", "drizzle/a/schema.ts"],
  ["resolver-calls-a-service", "subgraphs/a/resolvers/Query/x.ts", "drizzle-orm"],
  ["service-leaves-sql-to-repositories", "subgraphs/a/services/x-service.ts", "drizzle/a/schema.ts"],
  [
    "repository-is-the-last-layer",
    "subgraphs/a/repositories/x-repository.ts",
    "subgraphs/a/services/y-service.ts",
  ],
  ["no-circular", "shared/circle/one.ts", "shared/circle/two.ts"],
  ["production-needs-no-test-code", "stack/one-process.ts", "shared/testing/kit.ts"],
  ["production-needs-no-test-code", "router/edge.ts", "shared/db/ids.test.ts"],
  ["production-needs-no-development-package", "shared/db/database.ts", "vitest"],
  ["production-needs-no-development-package", "schema/load-sdl.ts", "vitest"],
  ["package-is-declared", "shared/db/database.ts", "minimatch"],
  ["lucia-stays-behind-one-port", "router/edge.ts", "lucia"],
  ["loaded-on-first-use", "subgraphs/auth/mail/mailer.ts", "nodemailer"],
  ["loaded-on-first-use", "subgraphs/auth/subgraph.ts", "subgraphs/auth/services/passkey-ceremonies.ts"],
  ["import-resolves", "shared/db/database.ts", "./nowhere.ts"],
  ["no-nameless-drawer", "shared/db/database.ts", "shared/db/helpers.ts"],
] as const;

/** Imports that must stay possible. */
const ALLOWED = [
  ["subgraphs/a/repositories/y-repository.ts", "drizzle/a/schema.ts"],
  ["subgraphs/a/repositories/y-repository.ts", "drizzle-orm"],
  ["subgraphs/a/repositories/y-repository.ts", "subgraphs/a/domain/decision.ts"],
  ["subgraphs/a/services/y-service.ts", "subgraphs/a/repositories/y-repository.ts"],
  ["subgraphs/a/resolvers/Query/y.ts", "subgraphs/a/services/y-service.ts"],
  ["subgraphs/a/domain/rules.ts", "shared/time/clock.ts"],
  ["subgraphs/a/subgraph.ts", "graphql"],
  ["subgraphs/a/test/access.int.test.ts", "shared/testing/kit.ts"],
  ["subgraphs/a/test/access.int.test.ts", "vitest"],
  ["router/main.ts", "schema/load-sdl.ts"],
  ["router/main.ts", "drizzle/platform/schema.ts"],
  ["schema/check/changes.ts", "vitest"],
  ["stack/schema-check.ts", "schema/check/report.ts"],
  ["subgraphs/auth/services/sessions.ts", "lucia"],
  ["subgraphs/auth/services/passkey-ceremonies.ts", "@simplewebauthn/server"],
  ["drizzle/seed/seed.ts", "drizzle/b/schema.ts"],
  ["drizzle/migrate.ts", "drizzle/b/schema.ts"],
  ["shared/testing/global-setup.ts", "drizzle/migrate.ts"],
  ["stack/demo.ts", "subgraphs/b/events.ts"],
  ["stack/demo.ts", "router/main.ts"],
  ["client/build/package.ts", "shared/db/database.ts"],
  ["client/example.ts", "client/index.ts"],
  ["stack/test/client.e2e.test.ts", "client/index.ts"],
  ["router/explorer/page/app.ts", "client/index.ts"],
  ["router/explorer/page/app.ts", "router/explorer/explorer-api.ts"],
  ["router/explorer/page/app.ts", "vitest"],
  ["router/explorer/build-page.ts", "vitest"],
  ["bench/run.ts", "subgraphs/b/events.ts"],
  ["bench/run.ts", "stack/demo.ts"],
  ["bench/run.ts", "@apollo/gateway"],
  // The other half of the circle above, which is reported once.
  ["shared/circle/two.ts", "shared/circle/one.ts"],
  ["stack/test-stack.ts", "shared/testing/kit.ts"],
] as const;

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

describe("the dependency rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "clinic-dependency-rules-"));

  beforeAll(() => {
    cpSync(join(ROOT, "package.json"), join(folder, "package.json"));
    cpSync(join(ROOT, "tsconfig.json"), join(folder, "tsconfig.json"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    plant(folder, [...REFUSED.map(([, from, to]) => [from, to] as const), ...ALLOWED]);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("refuse every arrow that the architecture does not have, and no other", () => {
    const cruise = spawnSync(
      process.execPath,
      [
        join(ROOT, "node_modules/.bin/depcruise"),
        "--config",
        join(ROOT, ".dependency-cruiser.js"),
        "--output-type",
        "json",
        ".",
      ],
      { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    const { violations } = report.parse(JSON.parse(cruise.stdout)).summary;
    const found = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${packageName(to)}`);
    expect(found.sort()).toEqual(REFUSED.map(([rule, from, to]) => `${rule}: ${from} → ${to}`).sort());
  });
});

/** Writes the files of the arrows: each imports what it has arrows to. */
function plant(folder: string, arrows: readonly (readonly [string, string])[]): void {
  const lines = new Map<string, string[]>();
  for (const [from, to] of arrows) {
    const isFile = /^[a-z]+\/.*\.ts$/.test(to);
    const specifier = isFile ? specifierOf(from, to) : to;
    lines.set(from, [...(lines.get(from) ?? []), `import ${JSON.stringify(specifier)};`]);
    if (isFile) lines.set(to, lines.get(to) ?? []);
  }
  for (const [path, imports] of lines) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `${imports.join("\n")}\nexport {};\n`);
  }
}

/** Across folders by `#shared/…`, within one by a relative path, as in the real tree. */
function specifierOf(from: string, to: string): string {
  const [folder = ""] = to.split("/");
  if (["shared", "drizzle", "schema"].includes(folder) && !from.startsWith(`${folder}/`)) return `#${to}`;
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function packageName(to: string): string {
  return /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(to)?.[1] ?? to;
}
