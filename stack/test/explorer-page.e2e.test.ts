import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { buildPage } from "../../router/explorer/build-page.ts";
import { describeWithChromium } from "./chromium.ts";
import { startExplorerStandIn, type ExplorerStandIn } from "./explorer-stand-in.ts";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

const CLINICS = "{ clinics { name visits } }";
const PATIENTS = "{ patients { name birthDate diagnosis } }";

/** Left there for whoever wants to look. */
const SCREENSHOTS = join(tmpdir(), "clinic-explorer-screenshots");

/** Violations of the policy, kept where the test reads them. */
const LISTEN = `window.violations = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    violations.push(violatedDirective + " " + blockedURI));`;

describeWithChromium("the explorer's page in a real browser", (launch) => {
  let directory: string;
  let server: ExplorerStandIn;
  let state: ReturnType<ExplorerStandIn["reset"]>;
  let chromium: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What must not be: errors, words on the console, requests to other places. */
  let complaints: string[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "clinic-explorer-"));
    [chromium] = await Promise.all([launch(), buildPage({ outputDirectory: join(directory, "assets") })]);
    server = await startExplorerStandIn(join(directory, "assets"));
    context = await contextOf({ viewport: WIDE });
  });
  afterAll(async () => {
    await chromium.close();
    await server.stop();
    await rm(directory, { recursive: true });
  });

  beforeEach(() => {
    state = server.reset();
    complaints = [];
  });
  afterEach(async () => {
    expect(await page.evaluate("violations")).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  /** What is cached is kept from one page to the next: nobody waits for the editor twice. */
  async function contextOf(options: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext> {
    const made = await chromium.newContext(options);
    made.setDefaultTimeout(8_000);
    await made.addInitScript(LISTEN);
    made.on("request", (request) => {
      if (!request.url().startsWith(`${server.url}/`)) complaints.push(`asked ${request.url()}`);
    });
    return made;
  }

  async function visit(where = context): Promise<void> {
    page = await where.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // The browser's own line for an answer of 401, which is what somebody signed out is to get.
      if (!message.text().includes("status of 401")) complaints.push(message.text());
    });
    await page.goto(`${server.url}/explorer`);
  }

  /** Opens the page with a session that is open already. */
  async function visitSignedIn(where = context): Promise<void> {
    state.session = "open";
    await visit(where);
    await page.locator(".query-editor .view-lines").waitFor();
  }

  async function signIn(): Promise<void> {
    await page.getByLabel("E-mail").fill("ana@lakeside.example");
    await page.getByLabel("Password").fill("right");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Code").fill("123456");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator(".query-editor .view-lines").waitFor();
  }

  /** Replaces what is in the editor. */
  async function write(text: string): Promise<void> {
    await page.evaluate(`__MONACO.editor.getEditors()[0].setValue(${JSON.stringify(text)})`);
    await page.locator(".preflight[aria-busy=true]").waitFor();
    await page.locator(".preflight[aria-busy=false]").waitFor();
  }

  /** What is in the editor. */
  const text = (): Promise<unknown> => page.evaluate("__MONACO.editor.getEditors()[0].getValue()");

  /** Violations of the rules of axe that are serious or critical. */
  async function barriers(): Promise<unknown> {
    await page.evaluate(axe.source);
    return page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html.slice(0, 200), any.map(({ message }) => message)])]))`);
  }

  const shoot = (name: string) => page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });

  const region = (name: string) => page.getByRole("region", { name, exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const preflight = () => region("Before it is run");
  const result = () => region("Result");
  const tab = (name: string) => page.getByRole("tab", { name }).click();

  async function run(query: string): Promise<void> {
    await write(query);
    await button("Run").click();
    await page.getByRole("tablist").waitFor();
  }

  async function csv(): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent("download"), button("Download CSV").click()]);
    expect(download.suggestedFilename()).toBe("result.csv");
    return readFile(await download.path());
  }

  it("is not built again while nothing has changed, of packages that ask for no more than their licence's text", async () => {
    await visit();
    expect(await buildPage({ outputDirectory: join(directory, "assets") })).toBe(false);
    const file = await readFile(join(directory, "assets/licences.txt"), "utf8");
    const licences = [...file.matchAll(/^(?:@[\w-]+\/)?[\w.-]+@\d[\w.-]*: (.+)$/gm)].map(
      ([, licence]) => licence,
    );
    expect([...new Set(licences)].sort()).toEqual(["0BSD", "Apache-2.0", "BSD-2-Clause", "MIT"]);
  });

  it("shows nothing of the API, and asks for nothing, while nobody is signed in", async () => {
    await visit();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(state.requests).toEqual(["GET /explorer/api/viewer"]);
    expect(await page.locator(".query-editor").count()).toBe(0);
    await shoot("sign-in-wide");

    await page.getByLabel("E-mail").fill("ana@lakeside.example");
    await page.getByLabel("Password").fill("wrong");
    await button("Sign in").click();
    await page.getByText("The address or the password is wrong.").waitFor();
    await page.getByLabel("E-mail").fill("new@lakeside.example");
    await page.getByLabel("Password").fill("right");
    await button("Sign in").click();
    await page.getByText("Your account needs a second factor and has none yet.").waitFor();
    await button("Back").click();
    expect(state.requests).toEqual(["GET /explorer/api/viewer", "POST /graphql", "POST /graphql"]);

    await signIn();
    await button("Schema").click();
    await page.getByText("Query", { exact: true }).waitFor();
    await button("Sign out").click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.content()).not.toContain("Query");

    await signIn();
    await write(CLINICS);
    state.session = "none";
    await button("Run").click();
    await page.getByText("Your session has ended. Sign in again.").waitFor();
    expect(await page.locator(".query-editor").count()).toBe(0);
    expect(state.runs).toEqual([]);
  });

  it("says before a run what it would take, runs nothing that would be refused, and asks for the purpose before patient data", async () => {
    await visitSignedIn();
    await write(PATIENTS);
    const facts =
      "Cost, at most12 points of 1,000 left (all again in 40 seconds)Fields4Callspeople × 1, appointments × 2";
    expect(await preflight().textContent()).toContain(`${facts}SQL statements, at most5Personal dataPHI × 1`);
    await preflight().getByText("masked").click();
    await preflight().getByRole("listitem").getByText("Patient.diagnosis").first().waitFor();
    await preflight().getByText("PII").click();
    await preflight().getByText("Patient.birthDate").waitFor();

    // The editor knows the schema: its worker runs under the policy.
    await write("{ clinics { nothing } }");
    await page.locator(".query-editor .squiggly-error").first().waitFor();

    await write("{ clinics { salary } }");
    await preflight().getByText("Would be refused: Some fields are not for your role.").waitFor();
    await preflight().getByText("Clinic.salary needs payroll:read").waitFor();
    expect(await button("Run").isDisabled()).toBe(true);
    await shoot("refused-wide");
    expect(await barriers()).toEqual([]);
    await page.locator(".query-editor .view-lines").click();
    await page.keyboard.press("Control+Enter");
    await result().getByText("Not run. Some fields are not for your role.").waitFor();

    await write('mutation { closeClinic(name: "Hill") { name } }');
    await preflight().getByText("Your role may only read here.").waitFor();
    expect(await button("Run").isDisabled()).toBe(true);
    expect(state.runs).toEqual([]);

    await page.evaluate(`__MONACO.editor.getEditors()[1].setValue('{ "first": ')`);
    await preflight().getByText("The variables are not valid JSON.").waitFor();
    await page.evaluate(`__MONACO.editor.getEditors()[1].setValue('{ "first": 3 }')`);
    await expect.poll(() => state.variables).toEqual({ first: 3 });
    await button("Format").click();
    await expect.poll(text).toBe('mutation {\n  closeClinic(name: "Hill") {\n    name\n  }\n}\n');

    await write(PATIENTS);
    await button("Run").click();
    const dialog = page.getByRole("dialog", { name: "What do you need patient data for?" });
    await dialog.waitFor();
    expect(await barriers()).toEqual([]);
    await shoot("purpose-wide");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(state.runs).toEqual([]);

    await button("Run").click();
    await dialog.getByLabel("Research").check();
    await button("Continue").click();
    await result().getByText("Not shown to you: Patient.diagnosis").waitFor();
    expect(state.purpose).toBe("HRESCH");
    expect(await page.getByRole("banner").textContent()).toContain("ANALYST · Research");
    await button("Run").click();
    await expect.poll(() => state.runs).toEqual([PATIENTS, PATIENTS]);
    expect(await dialog.count()).toBe(0);
  });

  it("stops a run that takes too long, and runs the next", async () => {
    await visitSignedIn();
    await write("query Endless { clinics { name } }");
    await button("Run").click();
    await button("Stop").click();
    await result().getByText("Stopped.").waitFor();
    await expect.poll(() => state.stopped).toBe(1);
    expect(await button("Stop").count()).toBe(0);
    await run(CLINICS);
    expect(state.runs).toEqual([CLINICS]);
  });

  it("shows what a run took, and its result as JSON, a table, a CSV file without formulas, and a chart; also 10 MB", async () => {
    await visitSignedIn();
    await run(CLINICS);
    const report = await result().textContent();
    for (const part of [
      "Status200",
      "Cost7 points, 993 left",
      "Time84 ms",
      "people21 ms",
      "appointments52 ms",
    ])
      expect(report).toContain(part);
    await button("Copy Trace id").waitFor();
    expect(await page.locator("pre").textContent()).toContain('"name": "Lakeside"');

    await tab("Table");
    expect(await page.getByRole("row").allTextContents()).toEqual([
      "namevisitsnote",
      'Lakeside120=HYPERLINK("https://example.test","x")',
      "Hill-5+1",
      'The "Mill", North48null',
    ]);
    await shoot("table-wide");
    expect((await csv()).toString("utf8")).toBe(
      '\uFEFFname,visits,note\r\nLakeside,120,"\'=HYPERLINK(""https://example.test"",""x"")"\r\n' +
        'Hill,-5,\'+1\r\n"The ""Mill"", North",48,\r\n',
    );

    await tab("Chart");
    const chart = page.getByRole("img", { name: "visits by name" });
    expect(await chart.locator("text").allTextContents()).toEqual([
      "Lakeside 120",
      "Hill -5",
      'The "Mill", North 48',
    ]);
    expect(await chart.locator("rect").first().getAttribute("width")).toBe("96%");
    await shoot("chart-wide");

    // 10 MB are written in 50 parts: about as often something else has its turn.
    state.clinics = Array.from({ length: 100_000 }, (_, index) => ({
      name: String(index),
      note: "x".repeat(95),
    }));
    await button("Run").click();
    await tab("Table");
    await page.getByText("The first 500 of 100,000 rows of clinics").waitFor();
    await page.evaluate("window.turns = 0; (function turn() { turns += 1; setTimeout(turn); })()");
    const before = await page.evaluate("turns");
    expect(await csv()).toHaveLength(10_288_904);
    expect(Number(await page.evaluate("turns")) - Number(before)).toBeGreaterThan(40);
  });

  it("keeps saved queries with their versions, and shows their names as text", async () => {
    await visitSignedIn();
    await write(CLINICS);
    await button("Saved queries").click();
    const name = '<img src=x onerror="hacked=1"><script>hacked=1</script>';
    await page.getByLabel("Name").fill(name);
    await button("Save what is in the editor").click();
    const mine = region("Mine");
    await mine.getByRole("button", { name, exact: true }).waitFor();
    await mine.getByText("Version 1, 4 Mar 2026").waitFor();

    await mine.getByRole("button", { name: "Share", exact: true }).click();
    await mine.getByText(", shared").waitFor();
    expect(state.queries).toMatchObject([{ name, text: CLINICS, isShared: true, version: 1 }]);
    await write(PATIENTS);
    await button("Update").click();
    await mine.getByText("Version 2").waitFor();
    await shoot("saved-wide");
    expect(await barriers()).toEqual([]);

    await button("Rename").click();
    const renaming = page.getByRole("dialog", { name: "Rename the saved query" });
    await renaming.getByLabel("Name").fill("Visits");
    await renaming.getByRole("button", { name: "Rename" }).click();
    await mine.getByRole("button", { name: "Visits", exact: true }).waitFor();
    expect(state.queries).toMatchObject([{ name: "Visits", text: PATIENTS, isShared: true }]);
    await button("Rename").click();
    await renaming.getByLabel("Name").fill(name);
    await renaming.getByRole("button", { name: "Rename" }).click();
    await mine.getByRole("button", { name, exact: true }).waitFor();

    await button("Versions").click();
    await page.getByRole("dialog", { name: `Versions of ${name}` }).waitFor();
    expect(await page.locator("dialog pre").allTextContents()).toEqual([PATIENTS, CLINICS]);
    await shoot("versions-wide");
    await button("Restore").click();
    await mine.getByText("Version 3").waitFor();
    expect(state.queries).toMatchObject([{ text: CLINICS, version: 3 }]);
    expect(await text()).toBe(CLINICS);

    await write("{ patients { name } }");
    await mine.getByRole("button", { name, exact: true }).click();
    expect(await text()).toBe(CLINICS);
    await button("Delete").click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await mine.getByText("None yet.").waitFor();
    expect(state.queries).toEqual([]);
    expect(await page.evaluate("typeof hacked")).toBe("undefined");
  });

  it("exports all pages, also of what costs too much at once, and follows how far that is", async () => {
    await visitSignedIn();
    await write("query Everything { clinics { name } }");
    await preflight().getByText("It asks for too much at once.").waitFor();
    await button("Export all pages as CSV").click();
    const list = page.getByRole("list", { name: "Exports" });
    await list.getByText("Waits for its turn.").waitFor();
    const [begun] = state.exports;
    if (begun === undefined) throw new Error("Nothing was begun.");
    expect(state.runs).toEqual([]);

    const waitingUntil = "2026-03-04T09:31:07.000Z";
    state.exports = [{ ...begun, state: "WAITING", rows: 1_200, total: 5_000, waitingUntil }];
    await list.getByText(/^1,200 of 5,000 rows; waits for your budget until \d\d:31:07\.$/).waitFor();
    const bar = list.getByRole("progressbar", { name: "Rows of List" });
    expect([await bar.getAttribute("value"), await bar.getAttribute("max")]).toEqual(["1200", "5000"]);
    await shoot("exports-wide");
    expect(await barriers()).toEqual([]);
    await button("Cancel").click();
    await list.getByText("Cancelled after 1,200 of 5,000 rows.").waitFor();
    await button("Delete").click();
    await page.getByText("None yet.").waitFor();

    await write(PATIENTS);
    await button("Export all pages as JSON lines").click();
    const dialog = page.getByRole("dialog", { name: "What do you need patient data for?" });
    await dialog.getByLabel("Research").check();
    state.exports = [{ ...begun, id: "old", state: "INTERRUPTED" }];
    await button("Continue").click();
    await list.getByText("List, JSON lines").waitFor();
    expect(state.purpose).toBe("HRESCH");
    await button("Resume").click();
    await page.getByText("List: queued, List: queued").waitFor({ state: "attached" });
    state.exports = [{ ...begun, state: "COMPLETED", rows: 5_000, bytes: 2_140_000 }];
    await list.getByText(/^5,000 rows, 2\.1 MB; there until 5 Mar 2026, /).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      list.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("List.csv");
    expect(await barriers()).toEqual([]);
  });

  it("is used by the keyboard alone", async () => {
    await visit();
    await page.getByLabel("E-mail").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("ana@lakeside.example");
    await page.keyboard.press("Tab");
    await page.keyboard.type("right");
    await page.keyboard.press("Enter");
    await page.getByLabel("Code").waitFor();
    await page.keyboard.type("123456");
    await page.keyboard.press("Enter");
    await page.locator(".query-editor .view-lines").waitFor();

    // Schema, saved queries, exports, sign out, run, format, and then the editor, which Enter opens.
    for (let step = 0; step < 7; step += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("{ patients { na");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget").getByText("name").first().waitFor();
    await page.keyboard.press("Enter");
    await preflight().getByText("PHI").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await result().getByText("Ada Okafor").waitFor();
    expect(state.purpose).toBe("TREAT");

    await page.keyboard.press("Control+M");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Variables");

    await page.getByRole("tab", { name: "JSON" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("cell", { name: "Ada Okafor" }).waitFor();
  });

  it("can be used on a narrow screen, in light and in dark", async () => {
    const narrow = await contextOf({ viewport: NARROW, colorScheme: "light" });
    await visit(narrow);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await barriers()).toEqual([]);
    await shoot("sign-in-narrow");
    await signIn();
    await run(CLINICS);
    await tab("Table");
    await button("Schema").click();
    await page.getByText("A GraphQL schema provides a root type").waitFor();
    await shoot("desk-narrow-light");
    expect(await barriers()).toEqual([]);

    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator(".monaco-editor.vs-dark").first().waitFor();
    await shoot("desk-narrow-dark");
    expect(await barriers()).toEqual([]);
    await page.setViewportSize({ ...NARROW, width: 360 });
    // The editor is laid out anew a moment later.
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });
});
