// Where the board begins.
import "./style/base.css";
import "./style/shell.css";
import "./style/moves.css";
import "./style/views.css";
import "./style/ladder.css";
import { render } from "preact";
import { start } from "./api/live.ts";
import { takeTokenFromAddress } from "./api/client.ts";
import { App } from "./app.tsx";

takeTokenFromAddress();
addEventListener("hashchange", takeTokenFromAddress);
render(<App />, document.getElementById("board")!);
start();

if ("serviceWorker" in navigator && import.meta.env.PROD) {
  addEventListener("load", () => void navigator.serviceWorker.register("/worker.js").catch(() => {
    // no worker (plain http on another host): the board works, it is only not there offline
  }));
}
