import { useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

/** Has the editors follow the system from light to dark and back; GraphiQL looks only once. */
export function useSystemTheme(): void {
  const actions = useGraphiQLActions();
  useEffect(() => {
    const scheme = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = (): void => actions.setTheme(null);
    scheme.addEventListener("change", follow);
    return () => scheme.removeEventListener("change", follow);
  }, [actions]);
}
