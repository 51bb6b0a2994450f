import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "./style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { provideMonacoWorkers } from "./monaco-workers.ts";

provideMonacoWorkers();
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
