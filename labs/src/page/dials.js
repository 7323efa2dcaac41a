// One control for each kind of dial. All give and take texts; what a text may be, the server says.

import { element } from "./dom.js";
import { plain, round125 } from "./numbers.js";

/** Places of a slider. */
const PLACES = 240;

/** Letters are keys of the page and no part of a number, but for the e of an exponent. Enter leaves the field. */
export function takeNumbersOnly(field) {
  field.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertText" && /[a-df-z?=\s]/i.test(event.data ?? "")) event.preventDefault();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") field.blur();
  });
}

/** A number between two ends: a slider and a field for the number itself. */
function slider({ id, label }, { toValue, toPlace, places }, onTurn) {
  const range = element("input", { type: "range", min: 0, max: places, step: 1, "aria-label": `${label}, slider` });
  const field = element("input", { type: "text", inputmode: "decimal", id, autocomplete: "off", spellcheck: "false" });
  takeNumbersOnly(field);
  const paint = () => range.style.setProperty("--share", range.value / places);
  range.addEventListener("input", () => {
    field.value = toValue(Number(range.value));
    paint();
    onTurn(field.value);
  });
  field.addEventListener("change", () => {
    const text = field.value.trim().replace(",", ".");
    if (Number.isFinite(Number(text)) && text !== "") range.value = toPlace(Number(text));
    paint();
    onTurn(text);
  });
  field.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    range.value = Number(range.value) + by;
    range.dispatchEvent(new Event("input"));
  });
  const write = (value) => {
    field.value = plain(value);
    range.value = toPlace(value);
    range.setAttribute("aria-valuetext", field.value);
    paint();
  };
  return { parts: [range, field], write };
}

function number(names, { low, high, log }, onTurn) {
  const within = (share) => Math.min(Math.max(share, 0), 1);
  if (log) {
    const decades = Math.log10(high / low);
    const digits = decades > 3 ? 2 : 3;
    const toValue = (place) => {
      if (place === 0 || place === PLACES) return plain(place === 0 ? low : high);
      return plain(Number((low * 10 ** ((decades * place) / PLACES)).toPrecision(digits)));
    };
    const toPlace = (value) => Math.round(PLACES * within(Math.log10(Math.max(value, low) / low) / decades));
    return slider(names, { toValue, toPlace, places: PLACES }, onTurn);
  }
  const step = round125((high - low) / 100);
  const places = Math.ceil((high - low) / step - 1e-9);
  const toValue = (place) => plain(Number(Math.min(low + place * step, high).toPrecision(10)));
  const toPlace = (value) => Math.round(within((value - low) / (high - low)) * places);
  return slider(names, { toValue, toPlace, places }, onTurn);
}

function counted(names, { low, high }, onTurn) {
  const toValue = (place) => String(low + place);
  return slider(names, { toValue, toPlace: (value) => value - low, places: Math.max(high - low, 1) }, onTurn);
}

function choice({ id }, names, onTurn) {
  const select = element("select", { id }, ...names.map((name) => element("option", { value: name }, name)));
  select.addEventListener("change", () => {
    onTurn(select.value);
    // The keys are the page's again.
    select.blur();
  });
  return { parts: [select], write: (value) => { select.value = value; } };
}

function toggle({ id }, onTurn) {
  const box = element("input", { type: "checkbox", id });
  box.addEventListener("change", () => onTurn(String(box.checked)));
  return { parts: [box], write: (value) => { box.checked = value; } };
}

/** The control of a dial: its elements, and `write` to show a value. `onTurn` gets the text that was set. */
export function control(dial, names, onTurn) {
  if (dial === "switch") return toggle(names, onTurn);
  if (dial.choice) return choice(names, dial.choice, onTurn);
  if (dial.count) return counted(names, dial.count, onTurn);
  return number(names, dial.number, onTurn);
}
