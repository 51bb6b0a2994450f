import { z } from "zod";

/** More than any browser answers, with every key and certificate that it may hold. */
const LONGEST_RESPONSE = 16_384;
/** A credential id has at most 1,023 bytes (WebAuthn Level 3, section 4). */
const LONGEST_CREDENTIAL_ID = 1_364;

/** How an authenticator is reached, of those that are known (WebAuthn Level 3, section 5.8.4). */
const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;

const base64url = z.string().regex(/^[\w-]+$/);
const credentialId = base64url.max(LONGEST_CREDENTIAL_ID);

const registration = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string()).default([]).transform(transportsOf),
  }),
});

const authentication = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
  response: z
    .object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish(),
    })
    .transform(({ userHandle, ...response }) => ({ ...response, ...(userHandle && { userHandle }) })),
});

/** RegistrationResponseJSON, as far as it is looked at. */
export type RegistrationResponse = z.output<typeof registration>;

/** AuthenticationResponseJSON, as far as it is looked at. */
export type AuthenticationResponse = z.output<typeof authentication>;

/** What a browser answers when it has made a passkey, as text. */
export const registrationResponse = jsonText(registration);

/** What a browser answers when a passkey has signed, as text. */
export const authenticationResponse = jsonText(authentication);

/** Those of the transports that are known; new ones come with every few versions of browsers. */
export function transportsOf(names: readonly string[]): (typeof TRANSPORTS)[number][] {
  return TRANSPORTS.filter((known) => names.includes(known));
}

function jsonText<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>> {
  return z
    .string()
    .max(LONGEST_RESPONSE, { message: "Must have at most 16,384 characters.", abort: true })
    .transform((text, context): z.output<Schema> => {
      const parsed = schema.safeParse(parse(text));
      if (parsed.success) return parsed.data;
      context.addIssue("Must be what the browser answered, as JSON.");
      return z.NEVER;
    });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
