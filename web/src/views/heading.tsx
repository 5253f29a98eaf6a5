// The head of a view: its name (also the page's title), a line about it, what can be done with it. Door: Heading.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

export function Heading({ title, plain, line, children }: { title: ComponentChildren; plain?: string; line?: ComponentChildren; children?: ComponentChildren }) {
  const name = plain ?? (typeof title === "string" ? title : "");
  useEffect(() => {
    document.title = name ? `${name} · Demarche` : "Demarche";
  }, [name]);
  return (
    <header class="heading">
      <div>
        <h1>{title}</h1>
        {line && <p class="line">{line}</p>}
      </div>
      {children && <div class="heading-tools">{children}</div>}
    </header>
  );
}
