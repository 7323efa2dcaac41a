// The page: the list of demos, or one of them.

import { element } from "./dom.js";
import { showDemo } from "./demo.js";
import { demos, showList } from "./list.js";

const page = document.getElementById("page");

async function begin() {
  const name = decodeURIComponent(location.pathname.slice(1));
  if (name !== "") {
    // The demo does not wait for the list.
    showDemo(page, name, async () => showList(page, await demos(), name));
    return;
  }
  try {
    showList(page, await demos());
  } catch {
    page.replaceChildren(element("p", { class: "calm" }, "The labs do not answer. Start them with `cargo run -p labs` and load this page again."));
  }
}

begin();
