//! A tab with the page in it.

use crate::chromium::{Browser, Tab};
use crate::labs::Labs;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Notes down in the page what the socket brings: the latest sight, how many there were, the last CSV.
const LISTEN: &str = r#"
  window.latest = null; window.sights = 0; window.csv = null; window.socket = null;
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...words) {
      super(...words);
      window.socket = this;
      this.addEventListener("message", (event) => {
        const message = JSON.parse(event.data);
        if (message.is === "sight") { window.latest = message; window.sights += 1; }
        if (message.is === "csv") window.csv = message.text;
      });
    }
  };
"#;

/// The key that plays means what the button shows, which is a picture behind what came last.
const AGREED: &str =
    "document.querySelector('#play').dataset.state === (latest.playing ? 'playing' : 'paused')";

/// A tab with the page in it.
pub struct Page<'a> {
    browser: &'a mut Browser,
    tab: Tab,
    address: String,
}

impl<'a> Page<'a> {
    /// Opens a path of the page, whatever it shows.
    pub fn visit(browser: &'a mut Browser, labs: &Labs, path: &str, size: (u32, u32)) -> Self {
        let tab = browser.tab(size);
        browser.prepare(&tab, LISTEN);
        let address = labs.address.clone();
        browser.open(&tab, &format!("{address}/{path}"));
        Self {
            browser,
            tab,
            address,
        }
    }

    /// Opens the list.
    pub fn list(browser: &'a mut Browser, labs: &Labs, size: (u32, u32)) -> Self {
        Self::visit(browser, labs, "", size)
    }

    /// Opens a demonstration and waits for the first picture.
    pub fn open(browser: &'a mut Browser, labs: &Labs, path: &str, size: (u32, u32)) -> Self {
        let mut page = Self::visit(browser, labs, path, size);
        page.wait("document.querySelector('[data-ready=\"seen\"]') && latest");
        page
    }

    /// Waits until an expression is true.
    pub fn wait(&mut self, expression: &str) {
        self.browser.wait(&self.tab, expression);
    }

    /// The value of an expression.
    pub fn value(&mut self, expression: &str) -> Value {
        self.browser.value(&self.tab, expression)
    }

    /// Presses a key and waits for what follows.
    pub fn press(&mut self, key: &str, then: &str) {
        self.browser.press(&self.tab, key);
        self.wait(then);
    }

    /// Plays until an expression is true.
    pub fn play(&mut self, until: &str) {
        self.wait(AGREED);
        self.press(" ", until);
    }

    /// Stops playing, if it has not stopped by itself.
    pub fn pause(&mut self) {
        self.wait(AGREED);
        if self.value("latest.playing") == true {
            self.browser.press(&self.tab, " ");
        }
        self.wait("!latest.playing && !latest.seeking");
    }

    /// As many steps a second as there can be.
    pub fn fastest(&mut self) {
        self.value("document.querySelector('#speeds button:last-child').click()");
    }

    /// The step that is shown.
    pub fn step(&mut self) -> usize {
        self.value("latest.step").as_u64().unwrap() as usize
    }

    /// All that is to be seen of the demonstration but what a clock has measured, as text.
    pub fn seen(&mut self) -> String {
        let seen = "JSON.stringify(latest.sides.map(({history, clock, ...side}) => side))";
        self.value(seen).as_str().unwrap().to_owned()
    }

    /// The numbers that the page offers for download.
    pub fn csv(&mut self) -> String {
        self.value("window.csv = null, socket.send('{\"do\":\"csv\"}')");
        self.wait("csv !== null");
        self.value("csv").as_str().unwrap().to_owned()
    }

    /// Drags the line over the steps.
    pub fn scrub(&mut self, step: usize) {
        self.value(&format!(
            "(() => {{ const line = document.querySelector('#scrub'); line.value = {step}; \
             line.dispatchEvent(new Event('input', {{bubbles: true}})); }})()"
        ));
    }

    /// Waits until what was sent last is drawn.
    pub fn settle(&mut self) {
        self.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))))");
    }

    /// Draws what the tab shows into a file.
    pub fn picture(&mut self, path: &Path) {
        self.browser.picture(&self.tab, path);
    }

    /// A picture of this name, if pictures are wanted.
    pub fn picture_if_wanted(&mut self, name: &str) {
        if let Some(folder) = std::env::var_os("LABS_PICTURES").map(PathBuf::from) {
            self.settle();
            self.picture(&folder.join(format!("{name}.webp")));
        }
    }

    /// Checks that nothing was complained of, and nothing asked of another address.
    pub fn is_clean(&mut self) {
        let errors = self.browser.errors(&self.tab);
        assert!(errors.is_empty(), "{errors:?}");
        let own = [self.address.clone(), self.address.replacen("http", "ws", 1)];
        let requests = self.browser.requests(&self.tab);
        assert!(!requests.is_empty());
        let is_own = |address: &String| own.iter().any(|own| address.starts_with(own));
        let foreign: Vec<_> = requests.iter().filter(|it| !is_own(it)).collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }

    /// Leaves the tab open.
    pub fn leave(self) -> Tab {
        self.tab
    }

    /// Comes back to a tab that was left.
    pub fn back_to(browser: &'a mut Browser, labs: &Labs, tab: Tab) -> Self {
        let address = labs.address.clone();
        Self {
            browser,
            tab,
            address,
        }
    }

    /// Closes the tab.
    pub fn close(self) {
        self.browser.close(&self.tab);
    }
}
