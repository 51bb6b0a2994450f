import type { MailTemplate } from "#shared/messaging/contracts.ts";
import { emailVerification } from "./templates/email-verification.ts";
import type { MailText } from "./templates/mail-text.ts";
import { passwordChanged } from "./templates/password-changed.ts";
import { passwordReset } from "./templates/password-reset.ts";
import { secondFactorChanged } from "./templates/second-factor-changed.ts";
import { signUpAttempted } from "./templates/sign-up-attempted.ts";

const TEMPLATES: Readonly<Record<MailTemplate, MailText>> = {
  PASSWORD_RESET: passwordReset,
  PASSWORD_CHANGED: passwordChanged,
  SECOND_FACTOR_CHANGED: secondFactorChanged,
  EMAIL_VERIFICATION: emailVerification,
  SIGN_UP_ATTEMPTED: signUpAttempted,
};

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** Subject and text of a mail. */
export function writeMail(
  template: MailTemplate,
  facts: {
    readonly appUrl: string;
    readonly token: string | null;
    readonly requestedAt: Date;
    readonly expiresAt: Date;
  },
): ReturnType<MailText> {
  return TEMPLATES[template]({
    appUrl: facts.appUrl,
    token: facts.token ?? "",
    requestedAt: `${DATE.format(facts.requestedAt)} UTC`,
    expiresAt: `${DATE.format(facts.expiresAt)} UTC`,
  });
}
