//! A real browser without a window, driven over its DevTools protocol.
//!
//! The protocol is JSON over a WebSocket, for which the server's own crate will do. Ready-made drivers turn
//! on features of crates that Burn stands on, and everything would be compiled twice
//! (docs/decisions/0015-labs.md).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// How long anything may take before it counts as never.
const DEADLINE: Duration = Duration::from_secs(60);

/// A browser; it ends with this value.
pub struct Browser {
    process: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    /// Its profile.
    _folder: tempfile::TempDir,
    last_id: u64,
    /// What pages have reported since they were opened: the page's session, and the event.
    events: Vec<(String, Value)>,
}

/// A tab, by its session.
#[derive(Clone)]
pub struct Tab(String);

impl Browser {
    /// Starts the browser; `CHROMIUM` names another one than the one on the path.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".into());
        let profile = format!("--user-data-dir={}", folder.path().display());
        let mut process = Command::new(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args([
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--disable-quic",
                &profile,
            ])
            .arg("about:blank")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("chromium is installed: apt-get install chromium");
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line = line.unwrap();
            line.strip_prefix("DevTools listening on ")
                .map(str::to_owned)
        });
        // Whoever writes into a closed pipe is killed.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address.unwrap()).unwrap();
        Self {
            process,
            socket,
            _folder: folder,
            last_id: 0,
            events: Vec::new(),
        }
    }

    /// Sends a command, to a tab or to the browser itself, and waits for its result.
    fn command(&mut self, tab: Option<&Tab>, method: &str, parameters: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(Tab(session)) = tab {
            message["sessionId"] = session.as_str().into();
        }
        self.socket
            .send(Message::text(message.to_string()))
            .unwrap();
        loop {
            let Message::Text(text) = self.socket.read().unwrap() else {
                continue;
            };
            let answer: Value = serde_json::from_str(&text).unwrap();
            if answer["id"] == id {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            if let Some(session) = answer["sessionId"].as_str() {
                self.events.push((session.into(), answer));
            }
        }
    }

    /// Opens a tab of this size, whose requests and errors are noted down.
    pub fn tab(&mut self, (width, height): (u32, u32)) -> Tab {
        let target = self.command(None, "Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.command(None, "Target.attachToTarget", attach);
        let tab = Tab(session["sessionId"].as_str().unwrap().into());
        for domain in ["Page", "Runtime", "Network", "Log"] {
            self.command(Some(&tab), &format!("{domain}.enable"), json!({}));
        }
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.command(Some(&tab), "Emulation.setDeviceMetricsOverride", size);
        tab
    }

    /// Has every page of a tab begin with a script.
    pub fn prepare(&mut self, tab: &Tab, script: &str) {
        let script = json!({"source": script});
        self.command(Some(tab), "Page.addScriptToEvaluateOnNewDocument", script);
    }

    /// Goes to an address.
    pub fn open(&mut self, tab: &Tab, address: &str) {
        // A new fragment alone would load nothing.
        self.command(Some(tab), "Page.navigate", json!({"url": "about:blank"}));
        self.command(Some(tab), "Page.navigate", json!({"url": address}));
    }

    /// The value of an expression in the page.
    pub fn value(&mut self, tab: &Tab, expression: &str) -> Value {
        let parameters =
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let result = self.command(Some(tab), "Runtime.evaluate", parameters);
        assert!(
            result["exceptionDetails"].is_null(),
            "{expression}: {result}"
        );
        result["result"]["value"].clone()
    }

    /// Waits until an expression is true in the page.
    pub fn wait(&mut self, tab: &Tab, expression: &str) {
        let begin = Instant::now();
        loop {
            // Between two pages there is no page.
            let guarded = format!(
                "(() => {{ try {{ return Boolean({expression}) }} catch {{ return false }} }})()"
            );
            if self.value(tab, &guarded) == true {
                return;
            }
            let text = self.value(tab, "document.body?.innerText");
            assert!(
                begin.elapsed() < DEADLINE,
                "never: {expression}\n{text}\n{:?}",
                self.errors(tab)
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Presses a key, as `KeyboardEvent.key` names it.
    pub fn press(&mut self, tab: &Tab, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            let text = if key.len() == 1 { key } else { "" };
            let press = json!({"type": kind, "key": key, "text": if kind == "keyDown" { text } else { "" }});
            self.command(Some(tab), "Input.dispatchKeyEvent", press);
        }
    }

    /// The addresses that a tab has asked for, other than those within the page itself.
    pub fn requests(&self, tab: &Tab) -> Vec<String> {
        let own = self.events.iter().filter(|(session, _)| *session == tab.0);
        let addresses = own.filter_map(|(_, event)| match event["method"].as_str()? {
            "Network.requestWillBeSent" => event["params"]["request"]["url"].as_str(),
            "Network.webSocketCreated" => event["params"]["url"].as_str(),
            _ => None,
        });
        let outside = |address: &&str| {
            !["data:", "blob:", "about:"]
                .iter()
                .any(|own| address.starts_with(own))
        };
        addresses.filter(outside).map(str::to_owned).collect()
    }

    /// What a tab has complained of.
    pub fn errors(&self, tab: &Tab) -> Vec<String> {
        let own = self.events.iter().filter(|(session, _)| *session == tab.0);
        let errors = own.filter(|(_, event)| match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Runtime.consoleAPICalled") => event["params"]["type"] == "error",
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            _ => false,
        });
        errors
            .map(|(_, event)| event["params"].to_string())
            .collect()
    }

    /// A picture of what a tab shows.
    pub fn picture(&mut self, tab: &Tab, path: &Path) {
        let result = self.command(
            Some(tab),
            "Page.captureScreenshot",
            json!({"format": "webp", "quality": 85}),
        );
        let picture = result["data"].as_str().unwrap();
        std::fs::write(path, STANDARD.decode(picture).unwrap()).unwrap();
    }

    /// Closes a tab as a user would.
    pub fn close(&mut self, tab: &Tab) {
        self.command(Some(tab), "Page.close", json!({}));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
