import { useEffect, useRef, type ReactNode } from "react";

interface PanelContentProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** What a panel shows below its heading, which gets the focus when what had it is gone. */
export function PanelContent({ title, children }: PanelContentProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const hasFocus = useRef(false);
  useEffect(() => {
    // Of what is taken away the browser tells no blur.
    if (hasFocus.current && document.activeElement === document.body) heading.current?.focus();
  });
  return (
    <div
      className="saved"
      onFocus={() => (hasFocus.current = true)}
      onBlur={() => (hasFocus.current = false)}
    >
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </div>
  );
}
