import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import type { ReactNode } from "react";

/** Buttons that show and hide GraphiQL's panels, of which one at most is shown. */
export function PanelButtons(): ReactNode {
  const { plugins, visiblePlugin } = useGraphiQL((state) => ({
    plugins: state.plugins,
    visiblePlugin: state.visiblePlugin,
  }));
  const actions = useGraphiQLActions();
  return (
    <nav aria-label="Panels">
      {plugins.map((plugin) => (
        <button
          key={plugin.title}
          type="button"
          className="button"
          aria-pressed={plugin === visiblePlugin}
          onClick={() => actions.setVisiblePlugin(plugin === visiblePlugin ? null : plugin)}
        >
          {plugin.title === "Documentation Explorer" ? "Schema" : plugin.title}
        </button>
      ))}
    </nav>
  );
}

/** The panel that is shown. */
export function Panel(): ReactNode {
  const plugin = useGraphiQL((state) => state.visiblePlugin);
  if (plugin === null) return null;
  const { content: Content, title } = plugin;
  return (
    <aside className="panel" aria-label={title}>
      <Content />
    </aside>
  );
}
