import { expect, it } from "vitest";
import { createCeremoniesLoader } from "./load-ceremonies.ts";

it("loads the ceremonies and their library when a passkey is asked for", async () => {
  const loadCeremonies = createCeremoniesLoader({
    id: "clinic.example",
    origins: ["https://clinic.example"],
  });
  const ceremonies = await loadCeremonies();
  const options = JSON.parse(await ceremonies.authenticationOptions("Y2hhbGxlbmdl", null)) as unknown;
  expect(options).toMatchObject({
    rpId: "clinic.example",
    challenge: "Y2hhbGxlbmdl",
    userVerification: "required",
  });
});
