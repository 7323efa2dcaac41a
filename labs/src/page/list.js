// The list of all demos, in the order of the weeks.

import { element, find, fromTemplate, setText } from "./dom.js";

/** All demos: name, title, week, minutes, question. */
export async function demos() {
  const answer = await fetch("/demos");
  return answer.json();
}

function card({ name, title, week, minutes, question }) {
  const when = element("p", { class: "note" }, element("strong", {}, `Week ${week}`), ` · ${minutes} min`);
  const open = element("a", { class: "card", href: `/${encodeURIComponent(name)}` },
    when, element("h2", {}, title), element("p", {}, question), element("code", { class: "note" }, name));
  return element("li", {}, open);
}

/** The nearest card in a direction. */
function neighbour(cards, from, [across, down]) {
  const middle = (it) => {
    const { left, top, width, height } = it.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const [x, y] = middle(from);
  let [found, nearest] = [null, Infinity];
  for (const it of cards) {
    const [dx, dy] = [middle(it)[0] - x, middle(it)[1] - y];
    const along = dx * across + dy * down;
    const distance = along + 3 * Math.abs(dx * down + dy * across);
    if (along > 4 && distance < nearest) [found, nearest] = [it, distance];
  }
  return found;
}

/** Shows the list; `missing` is the name of a demo that there is not. */
export function showList(page, all, missing = null) {
  page.replaceChildren(fromTemplate("list"));
  document.title = "Lab demonstrations";
  const words = find(page, "#missing");
  words.hidden = missing === null;
  setText(words, `There is no demonstration “${missing}”. These are here:`);
  find(page, "#cards").replaceChildren(...all.map(card));
  const cards = [...page.querySelectorAll(".card")];
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way || cards.length === 0) return;
    event.preventDefault();
    const from = cards.includes(document.activeElement) ? document.activeElement : null;
    (from ? neighbour(cards, from, way) ?? from : cards[0]).focus();
  });
  cards[0]?.focus({ preventScroll: true });
}
