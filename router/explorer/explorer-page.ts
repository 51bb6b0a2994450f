import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Policy of the page: scripts and styles of this host only; Monaco, GraphiQL's editor, styles its lines by itself. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(";");

/** The page has an address of its own, and of what it was built is nobody's business. */
const UNSERVED: ReadonlySet<string> = new Set(["/index.html", "/stamp.json"]);

const IMMUTABLE = "public, max-age=31536000, immutable";

/**
 * Serves the built page at `/explorer`, the same for everybody: what it shows it asks for. Without a built page there is none.
 * @param directory with `index.html`, `licences.txt` and files whose names change with their contents
 */
export async function registerExplorerPage(app: FastifyInstance, directory: string): Promise<void> {
  if (!existsSync(join(directory, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: directory,
    prefix: "/explorer/assets/",
    index: false,
    redirect: false,
    cacheControl: false,
    allowedPath: (path) => !UNSERVED.has(path),
    setHeaders: (reply, path) => {
      reply.header("content-security-policy", PAGE_POLICY);
      reply.header("cache-control", /\.(html|txt)$/.test(path) ? "no-cache" : IMMUTABLE);
    },
  });
  for (const url of ["/explorer", "/explorer/"])
    app.get(url, (_request, reply) => reply.sendFile("index.html"));
}
