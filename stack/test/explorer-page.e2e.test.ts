import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildPage } from "../../router/explorer/build-page.ts";
import { describeExplorerPage, refused, SHOWN } from "./explorer-visitor.ts";

const NARROW = { width: 390, height: 844 };

const CLINICS = "{ clinics { name visits } }";
const PATIENTS = "{ patients { name birthDate diagnosis } }";

describeExplorerPage("the explorer's page in a real browser", (visitor) => {
  async function csv(): Promise<Buffer> {
    const [download] = await Promise.all([
      visitor.page.waitForEvent("download"),
      visitor.button("Download CSV").click(),
    ]);
    expect(download.suggestedFilename()).toBe("result.csv");
    return readFile(await download.path());
  }

  it("is not built again while nothing has changed, of packages that ask for no more than their licence's text", async () => {
    await visitor.visit();
    expect(await buildPage({ outputDirectory: visitor.assets })).toBe(false);
    const file = await readFile(join(visitor.assets, "licences.txt"), "utf8");
    const licences = [...file.matchAll(/^(?:@[\w-]+\/)?[\w.-]+@\d[\w.-]*: (.+)$/gm)].map(
      ([, licence]) => licence,
    );
    expect([...new Set(licences)].sort()).toEqual(["0BSD", "Apache-2.0", "BSD-2-Clause", "MIT"]);
  });

  it("shows nothing of the API, and asks for nothing, while nobody is signed in", async () => {
    await visitor.visit();
    await visitor.page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(visitor.state.requests).toEqual(["GET /explorer/api/viewer"]);
    expect(await visitor.page.locator(".query-editor").count()).toBe(0);
    await visitor.shoot("sign-in-wide");

    await visitor.page.getByLabel("E-mail").fill("ana@lakeside.example");
    await visitor.page.getByLabel("Password").fill("wrong");
    await visitor.button("Sign in").click();
    await visitor.page.getByText("The address or the password is wrong.").waitFor();
    await visitor.page.getByLabel("E-mail").fill("new@lakeside.example");
    await visitor.page.getByLabel("Password").fill("right");
    await visitor.button("Sign in").click();
    await visitor.page.getByText("Your account needs a second factor and has none yet.").waitFor();
    await visitor.button("Back").click();
    expect(visitor.state.requests).toEqual(["GET /explorer/api/viewer", "POST /graphql", "POST /graphql"]);

    await visitor.signIn();
    await visitor.button("Schema").click();
    await visitor.page.getByText("Query", { exact: true }).waitFor();
    await visitor.button("Sign out").click();
    await visitor.page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await visitor.page.content()).not.toContain("Query");

    await visitor.signIn();
    await visitor.write(CLINICS);
    visitor.state.session = "none";
    await visitor.button("Run").click();
    await visitor.page.getByText("Your session has ended. Sign in again.").waitFor();
    expect(await visitor.page.locator(".query-editor").count()).toBe(0);
    expect(visitor.state.runs).toEqual([]);
  });

  it("says before a run what it would take, runs nothing that would be refused, and asks for the purpose before patient data", async () => {
    await visitor.visitSignedIn();
    await visitor.write(PATIENTS);
    const facts =
      "Cost, at most12 points of 1,000 left (all again in 40 seconds)Fields4Callspeople × 1, appointments × 2";
    expect(await visitor.region("Before it is run").textContent()).toContain(
      `${facts}SQL statements, at most5Personal dataPHI × 1`,
    );
    await visitor.region("Before it is run").getByText("masked").click();
    await visitor
      .region("Before it is run")
      .getByRole("listitem")
      .getByText("Patient.diagnosis")
      .first()
      .waitFor();
    await visitor.region("Before it is run").getByText("PII").click();
    await visitor.region("Before it is run").getByText("Patient.birthDate").waitFor();

    // The editor knows the schema: its worker runs under the policy.
    await visitor.write("{ clinics { nothing } }");
    await visitor.page.locator(".query-editor .squiggly-error").first().waitFor();

    await visitor.write("{ clinics { salary } }");
    await visitor
      .region("Before it is run")
      .getByText("Would be refused: Some fields are not for your role.")
      .waitFor();
    await visitor.region("Before it is run").getByText("Clinic.salary needs payroll:read").waitFor();
    expect(await visitor.button("Run").isDisabled()).toBe(true);
    await visitor.shoot("refused-wide");
    expect(await visitor.barriers()).toEqual([]);
    await visitor.page.locator(".query-editor .view-lines").click();
    await visitor.page.keyboard.press("Control+Enter");
    await visitor.region("Result").getByText("Not run. Some fields are not for your role.").waitFor();

    await visitor.write('mutation { closeClinic(name: "Hill") { name } }');
    await visitor.region("Before it is run").getByText("Your role may only read here.").waitFor();
    expect(await visitor.button("Run").isDisabled()).toBe(true);
    expect(visitor.state.runs).toEqual([]);

    await visitor.page.evaluate(`__MONACO.editor.getEditors()[1].setValue('{ "first": ')`);
    await visitor.region("Before it is run").getByText("The variables are not valid JSON.").waitFor();
    await visitor.page.evaluate(`__MONACO.editor.getEditors()[1].setValue('{ "first": 3 }')`);
    await expect.poll(() => visitor.state.variables).toEqual({ first: 3 });
    await visitor.button("Format").click();
    await expect
      .poll(() => visitor.text())
      .toBe('mutation {\n  closeClinic(name: "Hill") {\n    name\n  }\n}\n');

    await visitor.write(PATIENTS);
    await visitor.button("Run").click();
    const dialog = visitor.page.getByRole("dialog", { name: "What do you need patient data for?" });
    await dialog.waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.shoot("purpose-wide");
    await visitor.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(visitor.state.runs).toEqual([]);

    await visitor.button("Run").click();
    await dialog.getByLabel("Research").check();
    await visitor.button("Continue").click();
    await visitor.region("Result").getByText("Not shown to you: Patient.diagnosis").waitFor();
    expect(visitor.state.purpose).toBe("HRESCH");
    expect(await visitor.page.getByRole("banner").textContent()).toContain("ANALYST · Research");
    await visitor.button("Run").click();
    await expect.poll(() => visitor.state.runs).toEqual([PATIENTS, PATIENTS]);
    expect(await dialog.count()).toBe(0);
  });

  it("stops a run that takes too long, and runs the next", async () => {
    await visitor.visitSignedIn();
    await visitor.write("query Endless { clinics { name } }");
    await visitor.button("Run").click();
    await visitor.button("Stop").click();
    await visitor.region("Result").getByText("Stopped.").waitFor();
    await expect.poll(() => visitor.state.stopped).toBe(1);
    expect(await visitor.button("Stop").count()).toBe(0);
    await visitor.run(CLINICS);
    expect(visitor.state.runs).toEqual([CLINICS]);
  });

  it("stops while the query is still being checked", async () => {
    await visitor.visitSignedIn();
    await visitor.type("query Unheard { clinics { name } }");
    await visitor.button("Run").click();
    await visitor.button("Stop").click();
    await visitor.region("Result").getByText("Stopped.").waitFor();
    expect(visitor.state.runs).toEqual([]);
  });

  it("shows what is left of the budget also after a run that failed", async () => {
    await visitor.visitSignedIn();
    await visitor.write("query Failing { clinics { name } }");
    await visitor.button("Run").click();
    await visitor.region("Result").getByText("A part of the system is away. (SERVICE_UNAVAILABLE)").waitFor();
    await visitor.region("Before it is run").getByText("12 points of 400 left").waitFor();
    expect(visitor.complaints.splice(0)).toEqual([refused(503, "Service Unavailable")]);
  });

  it("has no rows for a list that is empty", async () => {
    await visitor.visitSignedIn();
    visitor.state.clinics = [];
    await visitor.run(CLINICS);
    await visitor.tab("Table");
    await visitor.page.getByText("No rows of clinics.").waitFor();
    expect(await visitor.page.getByRole("row").count()).toBe(0);
    expect(await visitor.button("Download CSV").count()).toBe(0);
    await visitor.tab("Chart");
    await visitor.page.getByText("The result has no column of numbers").waitFor();
  });

  it("says nothing of a session that ended when somebody ends it", async () => {
    await visitor.visitSignedIn();
    await visitor.write(CLINICS);
    await visitor.button("Export all pages as CSV").click();
    await visitor.page.getByText("Waits for its turn.").waitFor();
    const held = await visitor.hold("POST", "/graphql");
    await visitor.button("Sign out").click();
    await expect.poll(() => held.length).toBe(1);
    const poll = visitor.page.waitForResponse((response) => response.status() === 401);
    visitor.state.session = "none";
    await poll;
    await visitor.page.evaluate(SHOWN);
    expect(await visitor.page.getByRole("heading", { name: "Sign in" }).count()).toBe(0);
    await held[0]?.continue();
    await visitor.page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await visitor.page.getByText("Your session has ended").count()).toBe(0);
  });

  it("shows what a run took, and its result as JSON, a table, a CSV file without formulas, and a chart; also 10 MB", async () => {
    await visitor.visitSignedIn();
    await visitor.run(CLINICS);
    const report = await visitor.region("Result").textContent();
    for (const part of [
      "Status200",
      "Cost7 points, 993 left",
      "Time84 ms",
      "people21 ms",
      "appointments52 ms",
    ])
      expect(report).toContain(part);
    await visitor.button("Copy Trace id").waitFor();
    expect(await visitor.page.locator("pre").textContent()).toContain('"name": "Lakeside"');

    await visitor.tab("Table");
    expect(await visitor.page.getByRole("row").allTextContents()).toEqual([
      "namevisitsnote",
      'Lakeside120=HYPERLINK("https://example.test","x")',
      "Hill-5+1",
      'The "Mill", North48null',
    ]);
    // There while it is empty, so that what comes into it is read out.
    expect(
      await visitor.page.locator(".view .message").evaluate("place => getComputedStyle(place).display"),
    ).not.toBe("none");
    await visitor.shoot("table-wide");
    expect((await csv()).toString("utf8")).toBe(
      '\uFEFFname,visits,note\r\nLakeside,120,"\'=HYPERLINK(""https://example.test"",""x"")"\r\n' +
        'Hill,-5,\'+1\r\n"The ""Mill"", North",48,\r\n',
    );

    await visitor.tab("Chart");
    const chart = visitor.page.getByRole("img", { name: "visits by name" });
    expect(await chart.locator("text").allTextContents()).toEqual([
      "Lakeside 120",
      "Hill -5",
      'The "Mill", North 48',
    ]);
    expect(await chart.locator("rect").first().getAttribute("width")).toBe("96%");
    await visitor.shoot("chart-wide");

    // 10 MB are written in 50 parts: about as often something else has its turn.
    visitor.state.clinics = Array.from({ length: 100_000 }, (_, index) => ({
      name: String(index),
      note: "x".repeat(95),
    }));
    await visitor.button("Run").click();
    await visitor.tab("Table");
    await visitor.page.getByText("The first 500 of 100,000 rows of clinics").waitFor();
    await visitor.page.evaluate("window.turns = 0; (function turn() { turns += 1; setTimeout(turn); })()");
    const before = await visitor.page.evaluate("turns");
    expect(await csv()).toHaveLength(10_288_904);
    expect(await visitor.page.evaluate("document.activeElement.textContent")).toBe("Download CSV");
    expect(Number(await visitor.page.evaluate("turns")) - Number(before)).toBeGreaterThan(40);
  });

  it("is used by the keyboard alone", async () => {
    await visitor.visit();
    await visitor.page.getByLabel("E-mail").waitFor();
    await visitor.page.keyboard.press("Tab");
    await visitor.page.keyboard.type("ana@lakeside.example");
    await visitor.page.keyboard.press("Tab");
    await visitor.page.keyboard.type("right");
    await visitor.page.keyboard.press("Enter");
    await visitor.page.getByLabel("Code").waitFor();
    await visitor.page.keyboard.type("123456");
    await visitor.page.keyboard.press("Enter");
    await visitor.page.locator(".query-editor .view-lines").waitFor();

    // Schema, saved queries, exports, sign out, run, format, and then the editor, which Enter opens.
    for (let step = 0; step < 7; step += 1) await visitor.page.keyboard.press("Tab");
    await visitor.page.keyboard.press("Enter");
    await visitor.page.keyboard.press("Control+A");
    await visitor.page.keyboard.type("{ patients { na");
    await visitor.page.keyboard.press("Control+Space");
    await visitor.page.locator(".suggest-widget").getByText("name").first().waitFor();
    await visitor.page.keyboard.press("Enter");
    await visitor.region("Before it is run").getByText("PHI").waitFor();
    await visitor.page.keyboard.press("Control+Enter");
    await visitor.page.getByRole("dialog").waitFor();
    await visitor.page.keyboard.press("Space");
    await visitor.page.keyboard.press("Enter");
    await visitor.region("Result").getByText("Ada Okafor").waitFor();
    expect(visitor.state.purpose).toBe("TREAT");

    await visitor.page.keyboard.press("Control+M");
    await visitor.page.keyboard.press("Tab");
    expect(await visitor.page.evaluate("document.activeElement.textContent")).toBe("Variables");

    await visitor.page.getByRole("tab", { name: "JSON" }).focus();
    await visitor.page.keyboard.press("ArrowRight");
    await visitor.page.getByRole("cell", { name: "Ada Okafor" }).waitFor();
  });

  it("can be used on a narrow screen, in light and in dark", async () => {
    const narrow = await visitor.contextOf({ viewport: NARROW, colorScheme: "light" });
    await visitor.visit(narrow);
    await visitor.page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.shoot("sign-in-narrow");
    await visitor.signIn();
    await visitor.run(CLINICS);
    await visitor.tab("Table");
    await visitor.button("Schema").click();
    await visitor.page.getByText("A GraphQL schema provides a root type").waitFor();
    await visitor.shoot("desk-narrow-light");
    expect(await visitor.barriers()).toEqual([]);

    await visitor.page.emulateMedia({ colorScheme: "dark" });
    await visitor.page.locator(".monaco-editor.vs-dark").first().waitFor();
    await visitor.shoot("desk-narrow-dark");
    expect(await visitor.barriers()).toEqual([]);
    await visitor.page.setViewportSize({ ...NARROW, width: 360 });
    // The editor is laid out anew a moment later.
    await expect.poll(() => visitor.page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });
});
