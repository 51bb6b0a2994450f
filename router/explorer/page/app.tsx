import { buildSchema, type GraphQLSchema } from "graphql";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { ExplorerViewer } from "../explorer-api.ts";
import { createExplorerClient, ExplorerError, type ExplorerClient } from "./explorer-client.ts";
import { Header } from "./header.tsx";
import { messageOf } from "./messages.ts";
import { signOut } from "./session.ts";
import { SignIn } from "./sign-in.tsx";
import { Workspace } from "./workspace.tsx";

type Session =
  | { readonly state: "loading" }
  | { readonly state: "signed out"; readonly notice: string | null }
  | { readonly state: "refused" | "failed"; readonly message: string }
  | { readonly state: "ready"; readonly viewer: ExplorerViewer; readonly schema: GraphQLSchema };

const ENDED = "Your session has ended. Sign in again.";

/** The whole page: who is signed out sees the form, and nothing else is asked for. */
export function App(): ReactNode {
  const [session, setSession] = useState<Session>({ state: "loading" });
  const isLeaving = useRef(false);
  const client = useMemo(
    () =>
      createExplorerClient({
        onUnauthenticated: () => {
          // Who signs out is told nothing of what is asked meanwhile.
          if (isLeaving.current) return;
          setSession((before) => ({ state: "signed out", notice: before.state === "ready" ? ENDED : null }));
        },
      }),
    [],
  );
  const open = useCallback(async () => {
    setSession({ state: "loading" });
    const next = await openSession(client);
    if (next !== null) setSession(next);
  }, [client]);
  const leave = useCallback(async () => {
    isLeaving.current = true;
    const message = await signOut();
    isLeaving.current = false;
    setSession(message === null ? { state: "signed out", notice: null } : { state: "refused", message });
  }, []);
  useEffect(() => void open(), [open]);

  switch (session.state) {
    case "loading":
      return <Notice text="Loading the explorer…" />;
    case "signed out":
      return <SignIn notice={session.notice} onSignedIn={() => void open()} />;
    case "refused":
      return <Notice text={session.message} action={{ label: "Sign out", act: leave }} />;
    case "failed":
      return <Notice text={session.message} action={{ label: "Try again", act: open }} />;
    case "ready":
      return (
        <Workspace
          client={client}
          schema={session.schema}
          viewer={session.viewer}
          onViewerChange={(viewer) => setSession((now) => (now.state === "ready" ? { ...now, viewer } : now))}
          onSignOut={() => void leave()}
        />
      );
  }
}

/** Who is signed in comes first: signed out, the schema is not even asked for. Null: the client has told already. */
async function openSession(client: ExplorerClient): Promise<Session | null> {
  try {
    const viewer = await client.viewer();
    return { state: "ready", viewer, schema: buildSchema(await client.schema()) };
  } catch (error) {
    if (!(error instanceof ExplorerError)) return { state: "failed", message: messageOf(error) };
    if (error.code === "AUTH_UNAUTHENTICATED") return null;
    return error.code === "AUTH_FORBIDDEN"
      ? {
          state: "refused",
          message: "Your account may not use the explorer. Ask an administrator of your clinic.",
        }
      : { state: "failed", message: messageOf(error) };
  }
}

interface NoticeProps {
  readonly text: string;
  readonly action?: { readonly label: string; readonly act: () => Promise<void> };
}

function Notice({ text, action }: NoticeProps): ReactNode {
  return (
    <>
      <Header />
      <main className="notice">
        <h1 className="unseen">Clinic explorer</h1>
        <p role="status">{text}</p>
        {action === undefined ? null : (
          <button type="button" className="button" onClick={() => void action.act()}>
            {action.label}
          </button>
        )}
      </main>
    </>
  );
}
