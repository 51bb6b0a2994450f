import { describe, expect, it, vi } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { authenticateNobody, createAuthenticator } from "./authenticate.ts";
import type { BearerVerifier } from "./bearer-verifier.ts";
import type { SessionAnswer, SessionVerifier } from "./session-verifier.ts";

const deadline = new Deadline(5_000);
const patient = accountViewer("USER");
const admin = accountViewer("ADMIN");

function setUp(session: SessionAnswer = { viewer: patient, setCookies: [] }) {
  const verifySession = vi.fn<SessionVerifier>().mockResolvedValue(session);
  const verifyBearer = vi.fn<BearerVerifier>().mockResolvedValue(admin);
  return { verifySession, verifyBearer, authenticate: createAuthenticator({ verifySession, verifyBearer }) };
}

describe("createAuthenticator", () => {
  it("takes a request without credentials for nobody's, and asks nobody", async () => {
    const { authenticate, verifySession, verifyBearer } = setUp();
    const answer = await authenticate({ authorization: undefined, sessionId: undefined }, deadline);
    expect(answer).toEqual({ viewer: ANONYMOUS, setCookies: [] });
    expect(verifySession).not.toHaveBeenCalled();
    expect(verifyBearer).not.toHaveBeenCalled();
  });

  it("finds the viewer of a session", async () => {
    const { authenticate } = setUp({ viewer: patient, setCookies: ["a=b"] });
    const answer = await authenticate({ authorization: undefined, sessionId: "s1" }, deadline);
    expect(answer).toEqual({ viewer: patient, setCookies: ["a=b"] });
  });

  it("takes a session that has ended for nobody's", async () => {
    const { authenticate } = setUp({ viewer: null, setCookies: [] });
    const answer = await authenticate({ authorization: undefined, sessionId: "s1" }, deadline);
    expect(answer).toEqual({ viewer: ANONYMOUS, setCookies: [] });
  });

  it("prefers a bearer token to a cookie", async () => {
    const { authenticate, verifySession, verifyBearer } = setUp();
    const answer = await authenticate({ authorization: "Bearer a.b.c", sessionId: "s1" }, deadline);
    expect(answer).toEqual({ viewer: admin, setCookies: [] });
    expect(verifyBearer).toHaveBeenCalledWith("a.b.c", deadline);
    expect(verifySession).not.toHaveBeenCalled();
  });

  it.each(["Basic dXNlcjpwdw==", "Bearer", "Bearer a b", ""])(
    "refuses the header %j",
    async (authorization) => {
      const { authenticate, verifySession, verifyBearer } = setUp();
      await expect(authenticate({ authorization, sessionId: "s1" }, deadline)).rejects.toMatchObject({
        code: "AUTH_UNAUTHENTICATED",
      });
      expect(verifySession).not.toHaveBeenCalled();
      expect(verifyBearer).not.toHaveBeenCalled();
    },
  );
});

describe("authenticateNobody", () => {
  it("ignores every credential", async () => {
    const answer = await authenticateNobody({ authorization: "Bearer a.b.c", sessionId: "s1" }, deadline);
    expect(answer).toEqual({ viewer: ANONYMOUS, setCookies: [] });
  });
});
