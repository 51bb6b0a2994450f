import { expect, it } from "vitest";
import { describeExplorerPage } from "./explorer-visitor.ts";

const CLINICS = "{ clinics { name visits } }";
const PATIENTS = "{ patients { name birthDate diagnosis } }";

describeExplorerPage("panels of the explorer's page in a real browser", (visitor) => {
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
    visitor.state.exports = [{ ...begun, state: "WAITING", rows: 1_200, total: 5_000, waitingUntil }];
    await list.getByText(/^1,200 of 5,000 rows; waits for your budget until \d\d:31:07\.$/).waitFor();
    const bar = list.getByRole("progressbar", { name: "Rows of List" });
    expect([await bar.getAttribute("value"), await bar.getAttribute("max")]).toEqual(["1200", "5000"]);
    await visitor.shoot("exports-wide");
    expect(await visitor.barriers()).toEqual([]);
    await visitor.button("Cancel").click();
    await list.getByText("Cancelled after 1,200 of 5,000 rows.").waitFor();
    await visitor.button("Delete").click();
    await visitor.page.getByText("None yet.").waitFor();

    await visitor.write(PATIENTS);
    await visitor.button("Export all pages as JSON lines").click();
    const dialog = visitor.page.getByRole("dialog", { name: "What do you need patient data for?" });
    await dialog.getByLabel("Research").check();
    visitor.state.exports = [{ ...begun, id: "old", state: "INTERRUPTED" }];
    await visitor.button("Continue").click();
    await list.getByText("List, JSON lines").waitFor();
    expect(visitor.state.purpose).toBe("HRESCH");
    await visitor.button("Resume").click();
    await visitor.page.getByText("List: queued, List: queued").waitFor({ state: "attached" });
    visitor.state.exports = [{ ...begun, state: "COMPLETED", rows: 5_000, bytes: 2_140_000 }];
    await list.getByText(/^5,000 rows, 2\.1 MB; there until 5 Mar 2026, /).waitFor();
    const [file] = await Promise.all([
      visitor.page.waitForEvent("download"),
      list.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("List.csv");
    expect(await visitor.barriers()).toEqual([]);
  });
});
