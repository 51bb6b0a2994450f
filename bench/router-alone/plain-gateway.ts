import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  ApolloGateway,
  // eslint-disable-next-line @typescript-eslint/no-restricted-imports -- the baseline is what everybody else runs
  RemoteGraphQLDataSource,
  type GraphQLDataSourceProcessOptions,
} from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { answerLines } from "../child-program.ts";

const KEY = randomBytes(32);

/** Apollo's own data source with its own fetcher; it only signs the query. */
class SigningDataSource extends RemoteGraphQLDataSource {
  override willSendRequest({ request }: GraphQLDataSourceProcessOptions): void {
    const signature = createHmac("sha256", KEY)
      .update(request.query ?? "")
      .digest("base64url");
    request.http?.headers.set("x-clinic-viewer", signature);
  }
}

// A plain gateway on the supergraph file it is given: answers any line with its address.
if (import.meta.main) {
  const [supergraphFile = ""] = process.argv.slice(2);
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(supergraphFile, "utf8"),
    buildService: ({ url = "" }) => new SigningDataSource({ url }),
  });
  const server = new ApolloServer({ gateway });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
  await answerLines(async () => ({ url }));
}
