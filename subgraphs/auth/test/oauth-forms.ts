import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import type { SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { CLIENT_SECRET } from "./world.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" } as const;
/** How the client `partner-lab` says who it is. */
const PARTNER = { client_id: "partner-lab", client_secret: CLIENT_SECRET } as const;

/** Sends a form, as fields or as it is written, to `/oauth2/<endpoint>`. */
export function postForm(
  harness: SubgraphHarness,
  endpoint: string,
  form: Readonly<Record<string, string>> | string,
  {
    viewer = ANONYMOUS,
    headers = {},
  }: { readonly viewer?: Viewer; readonly headers?: Record<string, string> } = {},
): Promise<ServiceResponse> {
  const body = new URLSearchParams(form).toString();
  return harness.post(viewer, `/oauth2/${endpoint}`, typeof form === "string" ? form : body, {
    ...FORM,
    ...headers,
  });
}

/** Asks for a token of a program's own: by default of `partner-lab`, with {@link CLIENT_SECRET}. */
export function askOwnToken(
  harness: SubgraphHarness,
  client: Readonly<Record<string, string>> = {},
): Promise<ServiceResponse> {
  return postForm(harness, "token", { grant_type: "client_credentials", ...PARTNER, ...client });
}

/** A token of the program `partner-lab` itself. */
export async function ownToken(harness: SubgraphHarness): Promise<string> {
  const { access_token: token } = JSON.parse((await askOwnToken(harness)).body) as { access_token: string };
  return token;
}
