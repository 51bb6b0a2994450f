import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
// In an app: "@clinic/client/documents".
import { PatientHomeDocument, registeredHash, SignInDocument } from "../documents.ts";

/** How {@link createApolloClinic} reaches the API. */
export interface ApolloClinicOptions {
  /** For example `http://localhost:4000/graphql`. */
  readonly url: string;
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch;
}

/** An Apollo Client that names registered documents and never sends a text. */
export function createApolloClinic({ url, ...options }: ApolloClinicOptions): ApolloClient {
  const byId = new PersistedQueryLink({
    generateHash: registeredHash,
    // The router learns no documents from clients: a text is never to be sent after a hash.
    disable: () => false,
    retry: () => false,
  });
  const http = new HttpLink({ uri: url, credentials: "include", ...options });
  return new ApolloClient({ link: byId.concat(http), cache: new InMemoryCache() });
}

/** Signs in; the session is a cookie. Answers why not, or an empty list. */
export async function signIn(
  client: ApolloClient,
  input: { readonly email: string; readonly password: string },
): Promise<readonly string[]> {
  const { data } = await client.mutate({ mutation: SignInDocument, variables: { input } });
  return data?.signIn.userErrors.map(({ code }) => code) ?? [];
}

/** Who is signed in, and how many appointments are next, five at most. */
export async function readHome(
  client: ApolloClient,
  from: string,
): Promise<{ readonly name: string | undefined; readonly appointments: number }> {
  const { data } = await client.query({ query: PatientHomeDocument, variables: { from } });
  const patient = data?.viewer?.patient;
  return { name: patient?.name.display, appointments: patient?.appointments?.nodes.length ?? 0 };
}
