import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

/**
 * `npm run env:init -- --database HOST:PORT/NAME`: writes a file `.env` for processes of their own, made of
 * `.env.example`: fresh keys, and the URLs of one Postgres with a fresh password for every login role. Never overwrites.
 */
const EXAMPLE = new URL("../.env.example", import.meta.url);
const { database, file, owner } = parseArgs({
  options: {
    database: { type: "string", default: "localhost:5432/clinic" },
    owner: { type: "string", default: "postgres" },
    file: { type: "string", default: ".env" },
  },
}).values;

const secret = (): string => randomBytes(32).toString("base64");
/** Whatever names a password, in an URL or alone, gets the same one. */
const passwords = new Map<string, string>();
function passwordOf(role: string): string {
  const password = passwords.get(role) ?? randomBytes(24).toString("base64url");
  passwords.set(role, password);
  return password;
}

function valueOf(name: string, example: string): string {
  if (name === "CLINIC_SEALING_KEY" || name === "CLINIC_EXPORT_KEY") return secret();
  if (name.startsWith("CLINIC_VIEWER_KEYS_")) return `${new Date().toISOString().slice(0, 10)}:${secret()}`;
  const context = /^([A-Z]+)_DATABASE_URL$/.exec(name)?.[1]?.toLowerCase();
  if (context === "migration") return `postgres://${owner}:${passwordOf("postgres")}@${database}`;
  if (context !== undefined) return `postgres://${context}_app:${passwordOf(context)}@${database}`;
  const role = /^([A-Z]+?)(?:_DATABASE)?_PASSWORD$/.exec(name)?.[1]?.toLowerCase();
  return role === undefined ? example : passwordOf(role);
}

const text = (await readFile(EXAMPLE, "utf8")).replaceAll(
  /^([A-Z_]+)=(.*)$/gm,
  (_line, name: string, example: string) => `${name}=${valueOf(name, example)}`,
);
try {
  await writeFile(file, text, { mode: 0o600, flag: "wx" });
  process.stdout.write(`Wrote ${file}: it holds secrets, keep it out of version control.\n`);
} catch (error) {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  process.stderr.write(`${file} exists and is left as it is: its secrets may be in use.\n`);
  process.exitCode = 1;
}
