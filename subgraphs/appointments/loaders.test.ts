import DataLoader from "dataloader";
import { expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { loadPromised } from "./loaders.ts";

const loader = new DataLoader((ids: readonly string[]) =>
  Promise.resolve(ids.map((id) => (id === "there" ? { id } : null))),
);

it("gives the row that is there", async () => {
  await expect(loadPromised(loader, "there")).resolves.toEqual({ id: "there" });
});

it("is a fault when a promised row is missing", async () => {
  await expect(loadPromised(loader, "missing")).rejects.toEqual(new AppError("INTERNAL"));
});
