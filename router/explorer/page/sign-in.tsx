import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from "react";
import { Header } from "./header.tsx";
import { showCode, showPassword, type SignInStep } from "./session.ts";

interface SignInProps {
  /** Why the form is there, when it was not opened. */
  readonly notice: string | null;
  readonly onSignedIn: () => void;
}

/** Password, then code. */
export function SignIn({ notice, onSignedIn }: SignInProps): ReactNode {
  const [step, setStep] = useState<"password" | "code" | "enrol">("password");
  const [message, setMessage] = useState(notice);
  const [isBusy, setIsBusy] = useState(false);

  async function take(answer: Promise<SignInStep>): Promise<void> {
    setIsBusy(true);
    const reached = await answer;
    setIsBusy(false);
    setMessage("message" in reached ? reached.message : null);
    if (reached.next === "signed in") onSignedIn();
    else if (reached.next !== "refused") setStep(reached.next);
  }

  return (
    <>
      <Header />
      <main className="sign-in">
        <h1>Sign in</h1>
        <p className="message" role="alert">
          {message}
        </p>
        {step === "password" ? (
          <PasswordForm
            isBusy={isBusy}
            onSubmit={(email, password) => void take(showPassword(email, password))}
          />
        ) : null}
        {step === "code" ? <CodeForm isBusy={isBusy} onSubmit={(code) => void take(showCode(code))} /> : null}
        {step === "enrol" ? <EnrolNote onBack={() => setStep("password")} /> : null}
      </main>
    </>
  );
}

interface FormProps<Values extends readonly string[]> {
  readonly isBusy: boolean;
  readonly onSubmit: (...values: Values) => void;
}

function PasswordForm({ isBusy, onSubmit }: FormProps<[email: string, password: string]>): ReactNode {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  return (
    <form onSubmit={handle(() => onSubmit(email, password))}>
      <label>
        E-mail
        <input
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
      </label>
      <label>
        Password
        <input
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </label>
      <button type="submit" className="button primary" disabled={isBusy}>
        {isBusy ? "Signing in…" : "Sign in"}
      </button>
      <p className="hint">Passkeys do not work on this page: sign in by password and code.</p>
    </form>
  );
}

function CodeForm({ isBusy, onSubmit }: FormProps<[code: string]>): ReactNode {
  const [code, setCode] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form onSubmit={handle(() => onSubmit(code))}>
      <label>
        Code
        <input
          ref={input}
          autoComplete="one-time-code"
          maxLength={100}
          required
          aria-describedby="code-hint"
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </label>
      <p className="hint" id="code-hint">
        Six digits of your authenticator app, or one of your recovery codes.
      </p>
      <button type="submit" className="button primary" disabled={isBusy}>
        {isBusy ? "Checking…" : "Continue"}
      </button>
    </form>
  );
}

function EnrolNote({ onBack }: { readonly onBack: () => void }): ReactNode {
  return (
    <div>
      <p>
        Your account needs a second factor and has none yet. Set up an authenticator app where you usually
        sign in to your clinic, then come back here.
      </p>
      <button type="button" className="button" onClick={onBack}>
        Back
      </button>
    </div>
  );
}

function handle(act: () => void): (event: SyntheticEvent) => void {
  return (event) => {
    event.preventDefault();
    act();
  };
}
