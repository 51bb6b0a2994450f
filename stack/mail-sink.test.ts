import { createTransport, type Transporter } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailLine, startMailSink, type CaughtMail, type MailSink } from "./mail-sink.ts";

const told: CaughtMail[] = [];
let sink: MailSink;
let transport: Transporter;
beforeAll(async () => {
  sink = await startMailSink({ onMail: (mail) => told.push(mail) });
  transport = createTransport({ url: sink.url, pool: true, maxConnections: 1 });
});
afterAll(async () => {
  transport.close();
  await sink.stop();
});

async function send(to: string, subject: string, text = "Hello"): Promise<void> {
  await transport.sendMail({ from: "clinic@clinic.example", to, subject, text });
}

describe("the mail sink", () => {
  it("keeps a mail with its links, however long they are, and tells of it", async () => {
    const link = `https://app.clinic.example/reset-password#token=${"a-Z_9".repeat(20)}`;
    const waiting = sink.waitFor("mara@patients.example");
    await send("mara@patients.example", "Grüße", `Open this:\n\n${link}\n\nBye.\n`);
    const mail = await waiting;
    expect(mail).toMatchObject({ to: "mara@patients.example", subject: "Grüße", links: [link] });
    expect(told).toEqual([mail]);
    expect(mailLine(mail)).toBe(`\n  ✉ mail to mara@patients.example: “Grüße”\n    ${link}\n`);
  });

  it("keeps the last hundred", async () => {
    for (let number = 1; number <= 101; number += 1) await send("x@patients.example", String(number));
    expect(sink.mails).toHaveLength(100);
    expect(sink.mails[0]?.subject).toBe("2");
    expect((await sink.waitFor("x@patients.example", ({ subject }) => subject === "50")).subject).toBe("50");
  });
});
