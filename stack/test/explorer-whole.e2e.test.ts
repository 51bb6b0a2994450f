import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { buildPage } from "../../router/explorer/build-page.ts";
import { describeWithChromium } from "./chromium.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const PATIENTS = `query Patients {
  patients(first: 60) { nodes { name { display } pseudonym birthYear region } }
}`;

describeWithChromium("an analyst at the explorer of the whole stack", (launch) => {
  let directory: string;
  let stack: TestStack;
  let chromium: Browser;
  let page: Page;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "clinic-explorer-"));
    await buildPage({ outputDirectory: join(directory, "assets") });
  });
  beforeAll(async () => {
    const explorerDirectory = join(directory, "assets");
    [stack, chromium] = await Promise.all([startTestStack({ explorerDirectory }), launch()]);
    page = await chromium.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await chromium.close();
    await stack.stop();
    await rm(directory, { recursive: true });
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const region = (name: string) => page.getByRole("region", { name, exact: true });

  async function write(text: string): Promise<void> {
    await page.evaluate(`__MONACO.editor.getEditors()[0].setValue(${JSON.stringify(text)})`);
    await page.locator(".preflight[aria-busy=true]").waitFor();
    await page.locator(".preflight[aria-busy=false]").waitFor();
  }

  it("signs in, and sees before a run what it takes and what will not be shown", async () => {
    await page.goto(`${stack.url}/explorer`);
    await page.getByLabel("E-mail").fill(ACCOUNTS.analyst.email);
    await page.getByLabel("Password").fill(DEMO_PASSWORD);
    await button("Sign in").click();
    await page.locator(".query-editor .view-lines").waitFor();
    await write(PATIENTS);
    const facts = await region("Before it is run").textContent();
    expect(facts).toMatch(/Callsusers × 1SQL statements, at most\d/);
    expect(facts).toContain("PII × 2Patient.birthYearPatient.pseudonymNull for youmasked × 1Patient.name");
    await write("{ patients { nodes { consents { id } } } }");
    await region("Before it is run").getByText("needs consent:read").first().waitFor();
  });

  it("runs it, and sees patients without who they are", async () => {
    await write(PATIENTS);
    await button("Run").click();
    const result = region("Result");
    await result.getByText("Not shown to you: Patient.name").waitFor();
    await page.getByRole("tab", { name: "Table" }).click();
    const header = await result.getByRole("columnheader").allTextContents();
    expect(header).toEqual(["name", "pseudonym", "birthYear", "region"]);
    const cells = await result.getByRole("row").nth(1).getByRole("cell").allTextContents();
    expect(cells.slice(0, 2)).toEqual(["null", expect.stringMatching(/^[0-9a-f-]{36}$/) as string]);
  });

  it("has all of them written into a file, page by page, and fetches it", async () => {
    await button("Export all pages as CSV").click();
    const list = page.getByRole("list", { name: "Exports" });
    const download = list.getByRole("link", { name: "Download" });
    await download.waitFor();
    await list.getByText("Not shown to you: Patient.name").waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
    expect(file.suggestedFilename()).toBe("Patients.csv");
    const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines[0]?.replace("\uFEFF", "")).toBe("name.display,pseudonym,birthYear,region");
    const [row] = await stack.admin<{ total: number }[]>`select count(*)::int as total
      from users.deidentified_patient where tenant_id = ${ACCOUNTS.analyst.tenantId}
        and region = any(${[...ACCOUNTS.analyst.regions]})`;
    expect(lines).toHaveLength(1 + (row?.total ?? 0));
    for (const line of lines.slice(1)) expect(line).toMatch(/^,[0-9a-f-]{36},(\d{4})?,[a-z-]+$/);
  });

  it("is shown nothing more once signed out", async () => {
    await button("Sign out").click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.textContent("body")).not.toContain("Patients");
    const answers = await Promise.all(
      ["schema", "exports", "queries"].map((path) => page.request.get(`${stack.url}/explorer/api/${path}`)),
    );
    expect(answers.map((answer) => answer.status())).toEqual([401, 401, 401]);
  });
});
