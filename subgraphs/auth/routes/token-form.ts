import type { ServiceResponse } from "#shared/http/service-call.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { readForm, type readClient } from "../domain/client-form.ts";
import type { IntrospectionRequest } from "../services/token-service.ts";
import { NOT_POST, refusal } from "./oauth-response.ts";

/** A longer token is none of ours, and no work is done for it. */
const LONGEST_TOKEN = 8_192;

/**
 * The form with which a client asks about a token (RFC 7662, section 2.1) or ends one (RFC 7009, section 2.1), or the answer to
 * one that is not in order.
 * @param credentialsIn by which of the ways the client may say who it is
 */
export function readTokenForm(
  { request: { method, headers, body } }: ServiceCall,
  credentialsIn: typeof readClient,
): { readonly asked: IntrospectionRequest } | { readonly refused: ServiceResponse } {
  if (method !== "POST") return { refused: NOT_POST };
  const authorization = headers["authorization"];
  const reading = readForm({ contentType: headers["content-type"], authorization, body });
  if ("error" in reading) return { refused: refusal(reading.error, reading.description) };
  const client = credentialsIn(reading.form, authorization);
  if ("error" in client) return { refused: refusal(client.error, client.description) };
  const token = reading.form.get("token");
  if (!token) return { refused: refusal("invalid_request", "The parameter token is missing.") };
  return token.length > LONGEST_TOKEN
    ? { refused: refusal("invalid_request", "The token is malformed.") }
    : { asked: { ...client.credentials, token } };
}
