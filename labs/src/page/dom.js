// Elements, in few words.

/** The first element below `root` that a selector names. */
export const find = (root, selector) => root.querySelector(selector);

/** A new element with attributes and children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** What a template of the page holds. */
export function fromTemplate(name) {
  return document.getElementById(name).content.cloneNode(true);
}

/** Sets a text only where it differs: what has not changed is not laid out or read out again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** One of the signs that the page defines as symbols. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Calls a function with its latest argument at most once in so many milliseconds, the last call included. */
export function throttled(milliseconds, call) {
  let waiting = null;
  let latest = null;
  const fire = () => {
    waiting = null;
    if (latest === null) return;
    const [argument] = latest;
    latest = null;
    waiting = setTimeout(fire, milliseconds);
    call(argument);
  };
  return (argument) => {
    latest = [argument];
    if (waiting === null) fire();
  };
}
