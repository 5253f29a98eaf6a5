// What happens is said to those who do not see it. Doors: announce, Announcer.
import { useEffect, useState } from "preact/hooks";

let tell: (text: string) => void = () => {};

export const announce = (text: string) => tell(text);

export function Announcer() {
  const [text, set] = useState("");
  useEffect(() => {
    let timer = 0;
    tell = (next) => {
      set(""); // the same words twice must be heard twice
      clearTimeout(timer);
      timer = window.setTimeout(() => set(next), 50);
    };
    return () => ((tell = () => {}), clearTimeout(timer));
  }, []);
  return <div class="unseen" role="status" aria-live="polite" id="announcer">{text}</div>;
}
