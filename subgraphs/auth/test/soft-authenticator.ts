import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

/** The page that the tests are on. */
export const ORIGIN = "http://localhost:3000";
export const RP_ID = "localhost";

/** What an authenticator, or a browser, might get wrong. */
export interface Liberties {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly isCrossOrigin?: boolean;
  /** That the user was verified, by PIN or otherwise; true by default. */
  readonly isUserVerified?: boolean;
  readonly isUserPresent?: boolean;
  /** The signature counter that is shown, instead of the next one. */
  readonly signCount?: number;
  readonly isBackupEligible?: boolean;
  readonly isBackedUp?: boolean;
  readonly userHandle?: string | null;
  /** Signs by another key than its own. */
  readonly signsBy?: KeyObject;
  /** How a new passkey is attested; "none" by default. */
  readonly attestation?: "SELF" | "CERTIFICATE" | "UNKNOWN_FORMAT";
}

interface Credential {
  readonly id: Buffer;
  readonly privateKey: KeyObject;
  readonly userHandle: string;
  signCount: number;
}

/** The options of either ceremony, as far as an authenticator looks at them. */
interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

const FLAGS = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
} as const;
const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();

/**
 * A browser and its authenticator, in software: makes a passkey (ES256, attestation "none") and signs by it, and does wrong
 * what it is told to do wrong. It keeps one passkey, and a signature counter unless told otherwise.
 */
export class SoftAuthenticator {
  readonly #keepsCounter: boolean;
  #credential: Credential | null = null;

  constructor(options: { readonly keepsCounter?: boolean } = {}) {
    this.#keepsCounter = options.keepsCounter ?? true;
  }

  /** Id of the passkey, base64url. */
  get credentialId(): string {
    return encode(this.#held().id);
  }

  /** The same passkey again, as whoever has copied it out has it. */
  clone(): SoftAuthenticator {
    const copy = new SoftAuthenticator({ keepsCounter: this.#keepsCounter });
    copy.#credential = { ...this.#held() };
    return copy;
  }

  /** Another passkey with an id of somebody's choice. */
  static withId(credentialId: string): SoftAuthenticator {
    const authenticator = new SoftAuthenticator();
    authenticator.#credential = newCredential("AAAA", Buffer.from(credentialId, "base64url"));
    return authenticator;
  }

  /** Answers `navigator.credentials.create`: RegistrationResponseJSON, as text. */
  create(optionsJson: string, liberties: Liberties = {}): string {
    const options = parseOptions(optionsJson);
    const credential = (this.#credential ??= newCredential(options.user?.id ?? ""));
    const { id } = credential;
    const idLength = Buffer.alloc(2);
    idLength.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), idLength, id, coseKeyOf(credential.privateKey)]);
    const authData = Buffer.concat([this.#authenticatorData(FLAGS.attested, liberties), attested]);
    const clientDataJSON = clientData("webauthn.create", options, liberties);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const signature = new Uint8Array(sign("sha256", signed, credential.privateKey));
    return JSON.stringify({
      id: encode(id),
      rawId: encode(id),
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: { credProps: { rk: true } },
      response: {
        clientDataJSON,
        attestationObject: encode(
          isoCBOR.encode(
            new Map<string, string | Uint8Array | Map<string, never>>([
              ...attest(liberties.attestation, signature),
              ["authData", new Uint8Array(authData)],
            ]),
          ),
        ),
        transports: ["internal", "telepathy"],
      },
    });
  }

  /** Answers `navigator.credentials.get`: AuthenticationResponseJSON, as text. */
  get(optionsJson: string, liberties: Liberties = {}): string {
    const credential = this.#held();
    const authData = this.#authenticatorData(0, liberties);
    const clientDataJSON = clientData("webauthn.get", parseOptions(optionsJson), liberties);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const { userHandle = credential.userHandle } = liberties;
    return JSON.stringify({
      id: encode(credential.id),
      rawId: encode(credential.id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: encode(authData),
        signature: encode(sign("sha256", signed, liberties.signsBy ?? credential.privateKey)),
        ...(userHandle !== null && { userHandle }),
      },
    });
  }

  #authenticatorData(extraFlags: number, liberties: Liberties): Buffer {
    const { isUserPresent = true, isUserVerified = true, rpId = RP_ID } = liberties;
    const { isBackupEligible = false, isBackedUp = false } = liberties;
    const credential = this.#held();
    if (this.#keepsCounter) credential.signCount += 1;
    const flags =
      extraFlags |
      (isUserPresent ? FLAGS.userPresent : 0) |
      (isUserVerified ? FLAGS.userVerified : 0) |
      (isBackupEligible ? FLAGS.backupEligible : 0) |
      (isBackedUp ? FLAGS.backedUp : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(liberties.signCount ?? credential.signCount);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }

  #held(): Credential {
    if (this.#credential === null) throw new Error("The authenticator has no passkey.");
    return this.#credential;
  }
}

function newCredential(userHandle: string, id = randomBytes(32)): Credential {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { id, privateKey, userHandle, signCount: 0 };
}

/** Format and statement of an attestation (WebAuthn Level 3, section 8). */
function attest(
  kind: Liberties["attestation"],
  signature: Uint8Array,
): readonly (readonly [string, string | Map<string, never>])[] {
  const format = { NONE: "none", SELF: "packed", CERTIFICATE: "packed", UNKNOWN_FORMAT: "own" } as const;
  const statement = new Map<string, unknown>();
  if (kind === "SELF" || kind === "CERTIFICATE") statement.set("alg", -7).set("sig", signature);
  if (kind === "CERTIFICATE") statement.set("x5c", [new Uint8Array(8)]);
  return [
    ["fmt", format[kind ?? "NONE"]],
    ["attStmt", statement as Map<string, never>],
  ];
}

function parseOptions(optionsJson: string): Options {
  const options: Options = JSON.parse(optionsJson);
  return options;
}

function clientData(type: string, options: Options, liberties: Liberties): string {
  const { origin = ORIGIN, challenge = options.challenge, isCrossOrigin = false } = liberties;
  const data = { type: liberties.type ?? type, challenge, origin, crossOrigin: isCrossOrigin };
  return Buffer.from(JSON.stringify(data)).toString("base64url");
}

/** The public half as a COSE_Key (RFC 9053, section 7.1): EC2, ES256, P-256. */
function coseKeyOf(privateKey: KeyObject): Uint8Array {
  const { x = "", y = "" }: JsonWebKey = privateKey.export({ format: "jwk" });
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, "base64url"))],
    [-3, new Uint8Array(Buffer.from(y, "base64url"))],
  ]);
  return isoCBOR.encode(key);
}
