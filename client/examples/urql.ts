import { cacheExchange, Client, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
// In an app: "@clinic/client/documents".
import { PatientHomeDocument, registeredHash, SignInDocument } from "../documents.ts";

/** How {@link createUrqlClinic} reaches the API. */
export interface UrqlClinicOptions {
  /** For example `http://localhost:4000/graphql`. */
  readonly url: string;
  /** Default: that of the platform. */
  readonly fetch?: typeof fetch;
}

/** An urql client that names registered documents and never sends a text. */
export function createUrqlClinic({ url, ...options }: UrqlClinicOptions): Client {
  return new Client({
    url,
    ...options,
    fetchOptions: { credentials: "include" },
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      persistedExchange({
        generateHash: (_text, document) => Promise.resolve(registeredHash(document)),
        // The router learns no documents from clients: a text is never to be sent after a hash.
        enforcePersistedQueries: true,
        enableForMutation: true,
        preferGetForPersistedQueries: false,
      }),
      fetchExchange,
    ],
  });
}

/** Signs in; the session is a cookie. Answers why not, or an empty list. */
export async function signIn(
  client: Client,
  input: { readonly email: string; readonly password: string },
): Promise<readonly string[]> {
  const { data, error } = await client.mutation(SignInDocument, { input });
  if (error !== undefined) throw error;
  return data?.signIn.userErrors.map(({ code }) => code) ?? [];
}

/** Who is signed in, and how many appointments are next, five at most. */
export async function readHome(
  client: Client,
  from: string,
): Promise<{ readonly name: string | undefined; readonly appointments: number }> {
  const { data, error } = await client.query(PatientHomeDocument, { from });
  if (error !== undefined) throw error;
  const patient = data?.viewer?.patient;
  return { name: patient?.name.display, appointments: patient?.appointments?.nodes.length ?? 0 };
}
