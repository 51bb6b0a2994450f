import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { graphql, parse, type GraphQLSchema } from "graphql";
import { z } from "zod";
import { answerLines } from "../child-program.ts";
import { createAuthStandIn } from "../identity/auth-stand-in.ts";
import { GRAPH, PUBLIC_GRAPH } from "./graph.ts";

const bodySchema = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).nullish() });

/** Answers a body that was sent to a path. */
export type Answerer = (body: string, path: string) => Promise<Uint8Array>;

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

async function listen(answer: Answerer): Promise<string> {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await answer(await text(request), request.url ?? "/");
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

// Answers any line with the addresses of the subgraphs, by name, and with an access token. The argument `public` asks for
// the graph that is open to everybody.
if (import.meta.main) {
  const graph = process.argv.includes("public") ? PUBLIC_GRAPH : GRAPH;
  const parts = graph.map(({ name, sdl, resolvers }) => ({
    name,
    answer: memoized(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }])),
  }));
  const auth = await createAuthStandIn();
  const urls = new Map<string, string>();
  for (const { name, answer } of [...parts, { name: "auth", answer: auth.answer }])
    urls.set(name, await listen(answer));
  await answerLines(async () => ({ urls: Object.fromEntries(urls), accessToken: await auth.accessToken() }));
}
