import { describe, expect, it } from "vitest";
import { MAIL_TEMPLATES } from "#shared/messaging/contracts.ts";
import { writeMail } from "./write-mail.ts";

const FACTS = {
  appUrl: "https://app.clinic.example",
  token: "T0ken_-",
  requestedAt: new Date("2026-03-09T10:00:00.000Z"),
  expiresAt: new Date("2026-03-09T10:30:00.000Z"),
};

describe("a mail", () => {
  it.each([
    [
      "PASSWORD_RESET",
      "https://app.clinic.example/reset-password#token=T0ken_-",
      "until 9 March 2026 at 10:30 UTC",
    ],
    [
      "EMAIL_VERIFICATION",
      "https://app.clinic.example/verify-email#token=T0ken_-",
      "until 9 March 2026 at 10:30 UTC",
    ],
    ["PASSWORD_CHANGED", "https://app.clinic.example/forgot-password", "at 9 March 2026 at 10:00 UTC"],
    ["SECOND_FACTOR_CHANGED", "https://app.clinic.example/forgot-password", "at 9 March 2026 at 10:00 UTC"],
    ["SIGN_UP_ATTEMPTED", "https://app.clinic.example/forgot-password", "at 9 March 2026 at 10:00 UTC"],
  ] as const)("%s has its link on a line of its own, and its date in full", (template, link, date) => {
    const { subject, text } = writeMail(template, FACTS);
    expect(subject).not.toBe("");
    expect(text.split("\n")).toContain(link);
    expect(text).toContain(date);
  });

  it.each(MAIL_TEMPLATES)(
    "%s has no line that a mail server would break, and no token that is none of its own",
    (template) => {
      const { text } = writeMail(template, { ...FACTS, token: null });
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(text).not.toContain("null");
    },
  );
});
