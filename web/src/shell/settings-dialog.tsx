// Settings of this browser, and the token. Door: SettingsDialog.
import { useState } from "preact/hooks";
import { setToken, token } from "../api/client.ts";
import { change, type Settings, useSettings } from "../settings.ts";
import { announce } from "./announce.tsx";
import { Dialog } from "./dialog.tsx";

function Choice<K extends keyof Settings>({ name, legend, options }: { name: K; legend: string; options: [Settings[K], string][] }) {
  const now = useSettings();
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {options.map(([value, text]) => (
        <label key={String(value)}>
          <input type="radio" name={name} checked={now[name] === value} onChange={() => change({ [name]: value } as Partial<Settings>)} /> {text}
        </label>
      ))}
    </fieldset>
  );
}

/** With the token goes what it let through. */
async function forgetAnswers() {
  if ("caches" in window) await caches.delete("answers");
  announce("Kept answers are forgotten.");
}

export function SettingsDialog({ close }: { close: () => void }) {
  const [value, setValue] = useState(token());
  return (
    <Dialog title="Settings" close={close}>
      <Choice name="theme" legend="Look" options={[["auto", "as the system"], ["light", "light"], ["dark", "dark"]]} />
      <Choice name="density" legend="Density" options={[["comfortable", "comfortable"], ["compact", "compact"]]} />
      <Choice name="keys" legend="Single-key shortcuts" options={[[true, "on"], [false, "off"]]} />
      <form
        class="token"
        onSubmit={(e) => {
          e.preventDefault();
          setToken(value.trim());
          announce(value.trim() ? "Token kept." : "Token forgotten.");
        }}
      >
        <label for="token">Token</label>
        <p class="hint" id="token-hint">Writing (alerts, feeds, corrections) needs it. <code>demarche serve</code> prints it; it stays in this browser.</p>
        <div class="row">
          <input id="token" type="password" autocomplete="off" aria-describedby="token-hint" value={value} onInput={(e) => setValue(e.currentTarget.value)} />
          <button type="submit">Keep</button>
          <button type="button" class="quiet" onClick={() => (setToken(""), setValue(""), announce("Token forgotten."), forgetAnswers())}>Forget</button>
        </div>
      </form>
      <p class="hint">What the board is made with: <a href="/licences.txt" target="_blank" rel="noopener">licences</a>.</p>
      <p><button type="button" class="quiet" onClick={forgetAnswers}>Forget the answers kept for reading offline</button></p>
    </Dialog>
  );
}
