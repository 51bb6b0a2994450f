import { expect, it } from "vitest";
import { createSmtpMailer } from "./smtp-mailer.ts";

it("loads what it sends with, and says so when no server takes a mail", async () => {
  // Port 1 is reserved, and nobody listens there.
  const mailer = createSmtpMailer({ url: "smtp://127.0.0.1:1", from: "clinic@clinic.example" });
  const sent = mailer.send({
    to: "x@post.example",
    subject: "Hello",
    text: "Hello",
    messageId: "<1@clinic.example>",
  });
  await expect(sent).rejects.toMatchObject({ code: "ESOCKET", command: "CONN" });
  mailer.close();
});
