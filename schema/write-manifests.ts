import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

// One manifest for each client and version of it. That of the version named in `client.json` is made of the client's
// documents of today; earlier ones stay as they were, for the copies of the client that are still in use.

const clientSchema = z.strictObject({ version: z.string(), kind: z.enum(["PAGES", "PROGRAM"]) });
const documentsSchema = z.record(z.string(), z.string());

const folder = new URL("./operations/", import.meta.url);
const read = <T>(url: URL, schema: z.ZodType<T>): T => schema.parse(JSON.parse(readFileSync(url, "utf8")));

for (const client of readdirSync(folder)) {
  const own = new URL(`${client}/`, folder);
  const { version, kind } = read(new URL("client.json", own), clientSchema);
  const documents = read(new URL("__generated__/persisted-documents.json", own), documentsSchema);
  const manifests = new URL("manifests/", own);
  mkdirSync(manifests, { recursive: true });
  const sorted = Object.fromEntries(Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(
    new URL(`${version}.json`, manifests),
    `${JSON.stringify({ client, kind, version, documents: sorted }, null, 2)}\n`,
  );
}
