// The connection to the server. When it is lost it is made again, until the server is back.

const PATH = "/socket";
const FIRST_WAIT = 400;
const LONGEST_WAIT = 2000;

export class Connection {
  #socket = null;
  #wait = FIRST_WAIT;
  #isEnded = false;

  /** `onOpen` when there is a connection, `onMessage` with each message, `onLost` when it is gone. */
  constructor({ onOpen, onMessage, onLost }) {
    Object.assign(this, { onOpen, onMessage, onLost });
    this.#connect();
  }

  #connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}${PATH}`);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#wait = FIRST_WAIT;
      this.onOpen();
    });
    socket.addEventListener("message", (event) => this.onMessage(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      if (this.#isEnded) return;
      this.onLost();
      setTimeout(() => this.#connect(), this.#wait);
      this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
    });
  }

  /** Sends a message; without a connection it is dropped, as the state comes anew with the next one. */
  send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Closes it for good. */
  end() {
    this.#isEnded = true;
    // Closing what is not open yet would be told as an error.
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#socket.addEventListener("open", (event) => event.target.close());
    else this.#socket.close();
  }
}
