// The state in the address bar, and what is shared of it.

import { find, setText, throttled } from "./dom.js";

/** The pairs of names and values behind the # of the address. */
export function wordsOfAddress() {
  const readable = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const pairs = location.hash.slice(1).split("&").filter(Boolean);
  return pairs.map((pair) => {
    const [name, ...value] = pair.split("=");
    return [readable(name), readable(value.join("="))];
  });
}

/** Keeps the link in the address bar, seldom enough for browsers, which count such changes. */
export const keepAddress = throttled(700, (link) => {
  if (location.hash !== link) history.replaceState(null, "", link || location.pathname);
});

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
}

/** The window with link, command line and CSV. */
export class Share {
  constructor(dialog, onCsv) {
    this.dialog = dialog;
    this.link = find(dialog, "#share-link");
    this.command = find(dialog, "#share-command");
    this.said = find(dialog, "#share-said");
    for (const [button, field] of [["#copy-link", this.link], ["#copy-command", this.command]]) {
      find(dialog, button).addEventListener("click", async () => {
        await copy(field);
        setText(this.said, "Copied.");
      });
    }
    find(dialog, "#csv").addEventListener("click", onCsv);
  }

  open() {
    setText(this.said, "");
    this.dialog.showModal();
  }

  show({ link, command }) {
    this.link.value = location.origin + location.pathname + link;
    this.command.value = command;
  }

  /** Hands over a file. */
  save({ name, text }) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: address, download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    setText(this.said, `Saved as ${name}.`);
  }
}
