// Choices that the browser remembers, where it lets a page do so.

export function remembered(name) {
  try {
    return localStorage.getItem(`labs.${name}`) === "true";
  } catch {
    return false;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`labs.${name}`, String(value));
  } catch {
    // The choice holds until the page is closed.
  }
}
