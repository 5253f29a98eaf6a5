// What happens is said to those who do not see it, one thing after the other. Doors: announce, Announcer.
import { useEffect, useState } from "preact/hooks";

const HELD_MS = 1200; // long enough to be taken up before the next words stand there
const MOST = 5; // in a flood of news the last are said

let waiting: string[] = [];
let wake: () => void = () => {};

export function announce(text: string) {
  waiting = [...waiting, text].slice(-MOST);
  wake();
}

export function Announcer() {
  const [text, set] = useState("");
  useEffect(() => {
    let timer = 0;
    const next = () => {
      const words = waiting.shift();
      timer = 0;
      set(""); // the same words twice must be heard twice
      if (words === undefined) return;
      timer = window.setTimeout(() => (set(words), (timer = window.setTimeout(next, HELD_MS))), 50);
    };
    wake = () => void (timer || next());
    wake();
    return () => (clearTimeout(timer), (wake = () => {}));
  }, []);
  return <div class="unseen" role="status" aria-live="polite" id="announcer">{text}</div>;
}
