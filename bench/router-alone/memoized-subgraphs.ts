import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse, type GraphQLSchema } from "graphql";
import { z } from "zod";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { answerLines } from "../child-program.ts";
import { GRAPH } from "./graph.ts";

const bodySchema = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() });

/** Who is signed in, as auth tells the router. */
const VIEWER: Viewer = {
  ...ANONYMOUS,
  kind: "ACCOUNT",
  accountId: "0197a000-0000-7000-8000-000000000001",
  tenantId: "0197a000-0000-7000-8000-000000000002",
  roles: ["ADMIN", "PRACTITIONER"],
};

type Answerer = (body: string) => Promise<Uint8Array>;

/** Answers each body as the subgraph does, and from the second time on with the bytes of the first. */
function memoized(schema: GraphQLSchema): Answerer {
  const known = new Map<string, Uint8Array>();
  return async (body) => {
    const remembered = known.get(body);
    if (remembered !== undefined) return remembered;
    const { query, variables } = bodySchema.parse(JSON.parse(body));
    const result = await graphql({ schema, source: query, ...(variables && { variableValues: variables }) });
    const bytes = Buffer.from(JSON.stringify(result));
    known.set(body, bytes);
    return bytes;
  };
}

/** The auth service, as far as the router asks it: everybody is {@link VIEWER}. */
function auth(): Answerer {
  const bytes = Buffer.from(JSON.stringify({ viewer: VIEWER }));
  return async () => bytes;
}

async function listen(answer: Answerer): Promise<string> {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await answer(await text(request));
    response.writeHead(200, { "content-type": "application/json", "content-length": bytes.byteLength });
    response.end(bytes);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("A subgraph has no port.");
  return `http://127.0.0.1:${String(address.port)}`;
}

// Answers any line with the addresses of the subgraphs, by name.
if (import.meta.main) {
  const parts = GRAPH.map(({ name, sdl, resolvers }) => ({
    name,
    answer: memoized(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }])),
  }));
  const urls = new Map<string, string>();
  for (const { name, answer } of [...parts, { name: "auth", answer: auth() }])
    urls.set(name, await listen(answer));
  await answerLines(async () => Object.fromEntries(urls));
}
