import type { Route } from "playwright-core";
import { expect, it } from "vitest";
import { describeExplorerPage, refused, SHOWN } from "./explorer-visitor.ts";

const CLINICS = "{ clinics { name visits } }";
const PATIENTS = "{ patients { name birthDate diagnosis } }";

describeExplorerPage("panels of the explorer's page in a real browser", (visitor) => {
  /** What is written on what has the focus. */
  const focused = (): Promise<unknown> => visitor.page.evaluate("document.activeElement.textContent");

  async function saveOne(): Promise<void> {
    await visitor.write(CLINICS);
    await visitor.button("Saved queries").click();
    await visitor.page.getByLabel("Name").fill("Mine");
    await visitor.button("Save what is in the editor").click();
    await visitor.region("Mine").getByText("Version 1").waitFor();
  }

  it("keeps saved queries with their versions, and shows their names as text", async () => {
    await visitor.visitSignedIn();
    await visitor.write(CLINICS);
    await visitor.button("Saved queries").click();
    const name = '<img src=x onerror="hacked=1"><script>hacked=1</script>';
    await visitor.page.getByLabel("Name").fill(name);
    await visitor.button("Save what is in the editor").click();
    const mine = visitor.region("Mine");
    await mine.getByRole("button", { name, exact: true }).waitFor();
    await mine.getByText("Version 1, 4 Mar 2026").waitFor();

    await mine.getByRole("button", { name: "Share", exact: true }).click();
    await mine.getByText(", shared").waitFor();
    expect(visitor.state.queries).toMatchObject([{ name, text: CLINICS, isShared: true, version: 2 }]);
    await visitor.write(PATIENTS);
    await visitor.button("Update").click();
    await mine.getByText("Version 3").waitFor();
    await visitor.shoot("saved-wide");
    expect(await visitor.barriers()).toEqual([]);

    await visitor.button("Rename").click();
    const renaming = visitor.page.getByRole("dialog", { name: "Rename the saved query" });
    await renaming.getByLabel("Name").fill("Visits");
    await renaming.getByRole("button", { name: "Rename" }).click();
    await mine.getByRole("button", { name: "Visits", exact: true }).waitFor();
    expect(visitor.state.queries).toMatchObject([{ name: "Visits", text: PATIENTS, isShared: true }]);
    await visitor.button("Rename").click();
    await renaming.getByLabel("Name").fill(name);
    await renaming.getByRole("button", { name: "Rename" }).click();
    await mine.getByRole("button", { name, exact: true }).waitFor();

    await visitor.button("Versions").click();
    await visitor.page.getByRole("dialog", { name: `Versions of ${name}` }).waitFor();
    expect(await visitor.page.locator("dialog pre").allTextContents()).toEqual([
      ...[PATIENTS, PATIENTS, PATIENTS],
      ...[CLINICS, CLINICS],
    ]);
    await visitor.shoot("versions-wide");
    await visitor.button("Restore").last().click();
    await mine.getByText("Version 6").waitFor();
    expect(visitor.state.queries).toMatchObject([{ text: CLINICS, version: 6 }]);
    expect(await visitor.text()).toBe(CLINICS);

    await visitor.write("{ patients { name } }");
    await mine.getByRole("button", { name, exact: true }).click();
    expect(await visitor.text()).toBe(CLINICS);
    await visitor.button("Delete").click();
    await visitor.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await mine.getByText("None yet.").waitFor();
    expect(visitor.state.queries).toEqual([]);
    expect(await visitor.page.evaluate("typeof hacked")).toBe("undefined");
  });

  it("exports all pages, also of what costs too much at once, and follows how far that is", async () => {
    await visitor.visitSignedIn();
    await visitor.write("query Everything { clinics { name } }");
    await visitor.region("Before it is run").getByText("It asks for too much at once.").waitFor();
    await visitor.button("Export all pages as CSV").click();
    const list = visitor.page.getByRole("list", { name: "Exports" });
    await list.getByText("Waits for its turn.").waitFor();
    const [begun] = visitor.state.exports;
    if (begun === undefined) throw new Error("Nothing was begun.");
    expect(visitor.state.runs).toEqual([]);

    const waitingUntil = "2026-03-04T09:31:07.000Z";
    visitor.state.exports = [
      {
        ...begun,
        state: "WAITING",
        rows: 1_200,
        total: 5_000,
        waitingUntil,
        redacted: ["Patient.birthDate", "Patient.name"],
      },
    ];
    await list.getByText(/^1,200 of 5,000 rows; waits for your budget until \d\d:31:07\.$/).waitFor();
    const bar = list.getByRole("progressbar", { name: "Rows of List" });
    expect([await bar.getAttribute("value"), await bar.getAttribute("max")]).toEqual(["1200", "5000"]);
    await list.getByText("Not shown to you: Patient.birthDate, Patient.name").waitFor();
    await visitor.shoot("exports-wide");
    await visitor.page.setViewportSize({ width: 390, height: 844 });
    await visitor.shoot("exports-narrow");
    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    expect(await visitor.barriers()).toEqual([]);
    await visitor.button("Cancel").focus();
    await visitor.page.keyboard.press("Enter");
    await list.getByText("Cancelled after 1,200 of 5,000 rows.").waitFor();
    // Whoever presses the key once more deletes nothing.
    expect(await focused()).toBe("Exports");
    await visitor.page.keyboard.press("Enter");
    expect(visitor.state.exports).toHaveLength(1);
    await visitor.button("Delete").click();
    await visitor.page.getByText("None yet.").waitFor();
    expect(await focused()).toBe("Exports");

    await visitor.write(PATIENTS);
    await visitor.button("Export all pages as JSON lines").click();
    const dialog = visitor.page.getByRole("dialog", { name: "What do you need patient data for?" });
    await dialog.getByLabel("Research").check();
    visitor.state.exports = [{ ...begun, id: "old", state: "INTERRUPTED" }];
    await visitor.button("Continue").click();
    await list.getByText("List, JSON lines").waitFor();
    expect(visitor.state.purpose).toBe("HRESCH");
    await visitor.button("Resume").click();
    // One line an export, of which only those that change are read out.
    const lines = visitor.page.locator("aside [role=status][aria-atomic=false] > *");
    await expect.poll(() => lines.allTextContents()).toEqual(["List: queued", "List: queued"]);
    expect(await focused()).toBe("Exports");
    visitor.state.exports = [{ ...begun, state: "COMPLETED", rows: 5_000, bytes: 2_140_000 }];
    await list.getByText(/^5,000 rows, 2\.1 MB; there until 5 Mar 2026, /).waitFor();
    const [file] = await Promise.all([
      visitor.page.waitForEvent("download"),
      list.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("List.csv");
    expect(await visitor.barriers()).toEqual([]);

    const removal = visitor.page.getByRole("dialog", { name: "Delete the export?" });
    await visitor.button("Delete").click();
    await removal.getByRole("button", { name: "Keep it" }).click();
    await removal.waitFor({ state: "detached" });
    expect(visitor.state.exports).toHaveLength(1);
    await visitor.button("Delete").click();
    await removal.getByRole("button", { name: "Delete" }).click();
    await visitor.page.getByText("None yet.").waitFor();
    expect(await focused()).toBe("Exports");
  });

  it("does once what is clicked twice", async () => {
    await visitor.visitSignedIn();
    await visitor.write(CLINICS);
    const twice = async (name: string, held: readonly Route[]): Promise<void> => {
      await visitor.button(name).click();
      await expect.poll(() => held.length).toBe(1);
      await expect.poll(() => visitor.button(name).getAttribute("aria-disabled")).toBe("true");
      await visitor.button(name).dispatchEvent("click");
      await visitor.page.evaluate(SHOWN);
      expect(held).toHaveLength(1);
      await held[0]?.continue();
    };
    await twice("Export all pages as CSV", await visitor.hold("POST", "/exports"));
    const list = visitor.page.getByRole("list", { name: "Exports" });
    await list.getByText("Waits for its turn.").waitFor();
    const [begun] = visitor.state.exports;
    if (begun === undefined) throw new Error("Nothing was begun.");

    visitor.state.exports = [{ ...begun, state: "INTERRUPTED" }];
    await list.getByText("Interrupted").waitFor();
    await twice("Resume", await visitor.hold("POST", "/resume"));
    await list.getByText("Waits for its turn.").waitFor();
    expect(visitor.state.exports).toHaveLength(1);

    await visitor.button("Saved queries").click();
    await visitor.page.getByText("None yet.").first().waitFor();
    await visitor.page.getByLabel("Name").fill("Mine");
    await twice("Save what is in the editor", await visitor.hold("POST", "/queries"));
    await visitor.region("Mine").getByText("Version 1").waitFor();
    expect(visitor.state.queries).toHaveLength(1);
  });

  it("shows the newest list of exports, and no failure longer than it lasts", async () => {
    await visitor.visitSignedIn();
    await visitor.write(CLINICS);
    await visitor.button("Export all pages as CSV").click();
    const list = visitor.page.getByRole("list", { name: "Exports" });
    await list.getByText("Waits for its turn.").waitFor();
    const alert = visitor.page.locator("aside").getByRole("alert");
    const held = await visitor.hold("GET", "/exports");
    // The page asks every one and a half seconds.
    const asked = (times: number) => expect.poll(() => held.length, { timeout: 5_000 }).toBe(times);
    await asked(1);
    await held[0]?.fulfill({ status: 503, body: "" });
    await alert.getByText("The server answered 503. Try again.").waitFor();
    await asked(2);
    await held[1]?.continue();
    await expect.poll(() => alert.textContent()).toBe("");

    await asked(3);
    const old = await held[2]?.fetch();
    await visitor.button("Cancel").click();
    await asked(4);
    await held[3]?.continue();
    await list.getByText("Cancelled after 0 rows.").waitFor();
    await held[2]?.fulfill(old === undefined ? {} : { response: old });
    await visitor.page.evaluate(SHOWN);
    expect(await list.getByText("Cancelled after 0 rows.").count()).toBe(1);
    expect(visitor.complaints.splice(0)).toEqual([refused(503, "Service Unavailable")]);
  });

  it("brings back with Ctrl+Z what was in the editor before a saved query", async () => {
    await visitor.visitSignedIn();
    await saveOne();
    await visitor.write(PATIENTS);
    await visitor.region("Mine").getByRole("button", { name: "Mine", exact: true }).click();
    expect(await visitor.text()).toBe(CLINICS);
    await visitor.page.keyboard.press("Control+Z");
    expect(await visitor.text()).toBe(PATIENTS);
  });

  it("changes no saved query that was changed elsewhere meanwhile", async () => {
    await visitor.visitSignedIn();
    await saveOne();
    const [saved] = visitor.state.queries;
    if (saved === undefined) throw new Error("Nothing was saved.");
    visitor.state.queries = [{ ...saved, version: 2, text: PATIENTS }];
    await visitor.button("Share").click();
    await visitor.page.getByText("It was changed meanwhile. (CONFLICT)").waitFor();
    expect(visitor.state.queries).toMatchObject([{ text: PATIENTS, isShared: false }]);
    await visitor.region("Mine").getByText("Version 2").waitFor();
    await visitor.button("Share").click();
    await visitor.region("Mine").getByText("Version 3").waitFor();
    expect(visitor.state.queries).toMatchObject([{ text: PATIENTS, isShared: true }]);
    expect(visitor.complaints.splice(0)).toEqual([refused(409, "Conflict")]);
  });
});
