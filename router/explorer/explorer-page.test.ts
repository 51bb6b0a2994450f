import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";
import { PAGE_POLICY } from "./explorer-page.ts";

let directory: string;
let router: TestRouter | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "clinic-page-"));
});
afterEach(async () => {
  await router?.router.stop();
  await rm(directory, { recursive: true });
});

async function get(url: string): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { statusCode, headers, body } = await (router?.router.app.inject({ method: "GET", url }) ??
    Promise.reject(new Error("There is no router.")));
  return { status: statusCode, headers, body };
}

describe("the explorer's page", () => {
  it("is the same for everybody, under a policy that takes scripts from this host only", async () => {
    await writeFile(join(directory, "index.html"), "<p>page</p>");
    await writeFile(join(directory, "main-1.js"), "1");
    await writeFile(join(directory, "licences.txt"), "MIT");
    await writeFile(join(directory, "stamp.json"), "{}");
    router = await createTestRouter({ explorerDirectory: directory });
    for (const url of ["/explorer", "/explorer/"]) {
      const page = await get(url);
      expect([page.status, page.body, page.headers["cache-control"]]).toEqual([
        200,
        "<p>page</p>",
        "no-cache",
      ]);
      expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(page.headers["content-security-policy"]).toBe(
        "default-src 'none';script-src 'self';worker-src 'self';style-src 'self' 'unsafe-inline';font-src 'self';" +
          "img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
      );
      expect(page.headers).toMatchObject({ "x-frame-options": "DENY", "x-content-type-options": "nosniff" });
    }
    const script = await get("/explorer/assets/main-1.js");
    expect([script.status, script.headers["cache-control"]]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    expect((await get("/explorer/assets/licences.txt")).headers["cache-control"]).toBe("no-cache");
    expect(script.headers["content-security-policy"]).toBe(PAGE_POLICY);
    for (const url of ["stamp.json", "index.html", "other.js", "../index.html", "%2e%2e/stamp.json", ""])
      expect([url, (await get(`/explorer/assets/${url}`)).status]).not.toEqual([url, 200]);
  });

  it("is not there when it was not built", async () => {
    router = await createTestRouter({ explorerDirectory: directory });
    expect((await get("/explorer")).status).toBe(404);
  });
});
