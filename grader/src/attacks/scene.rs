//! What attacks reach for: a canary, a port, the judge, the solution. All of it is ours, on this machine.

use std::net::TcpListener;
#[cfg(unix)]
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use crate::grading::edition::Edition;
use crate::worker::ask::WAITING;

/// What stands in the canary.
const CANARY: &str = "a canary, which nobody outside reads";

/// The scene of all attacks.
pub struct Scene {
    /// Where it lies.
    pub folder: PathBuf,
    port: u16,
    /// The solution's library as it was compiled.
    oracle: PathBuf,
    /// More than a case may take, in seconds.
    pub seconds: u64,
    _listener: TcpListener,
    #[cfg(unix)]
    _socket: UnixListener,
}

impl Scene {
    /// Lays the scene out in a folder of its own.
    pub fn new(home: &Path, edition: &Edition) -> Result<Self> {
        let folder = home.join(format!("scene-{}", std::process::id()));
        common::files::create_folder(&folder)?;
        let failed = |act| Error::io(act, &folder);
        let listener = TcpListener::bind("127.0.0.1:0").map_err(failed("listen for"))?;
        let limits = edition.probes().filter(|(_, probe)| !probe.result);
        let longest = limits
            .map(|(_, probe)| edition.limit(probe).as_secs())
            .max();
        let worker = edition.workers.first();
        let oracle = worker.and_then(|worker| {
            let call = &worker.calls.library;
            Some(call.out_folder()?.join(call.result()?))
        });
        let scene = Self {
            port: listener.local_addr().map_err(failed("listen for"))?.port(),
            oracle: oracle.unwrap_or_default(),
            seconds: longest.unwrap_or(0) * u64::from(WAITING) + 2,
            _listener: listener,
            #[cfg(unix)]
            _socket: UnixListener::bind(folder.join("socket")).map_err(failed("listen in"))?,
            folder,
        };
        scene.restore().map(|()| scene)
    }

    /// Takes away what attacks that were let through have left.
    pub fn restore(&self) -> Result<()> {
        for name in self.changes() {
            let path = self.folder.join(name);
            if path.exists() {
                std::fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            }
        }
        let canary = self.folder.join("canary");
        std::fs::write(&canary, CANARY).map_err(Error::io("write", &canary))
    }

    /// A body with the scene's words in it.
    pub fn fill(&self, body: &str) -> String {
        let place = |path: &Path| path.display().to_string();
        let words = [
            ("@folder@", place(&self.folder)),
            ("@oracle@", place(&self.oracle)),
            ("@port@", self.port.to_string()),
            ("SECONDS", self.seconds.to_string()),
            ("@judge@", std::process::id().to_string()),
        ];
        let fill = |body: String, (word, value): (&str, String)| body.replace(word, &value);
        words.into_iter().fold(body.to_owned(), fill)
    }

    /// What was changed of it from outside; the names of the files.
    pub fn changes(&self) -> Vec<String> {
        let canary = std::fs::read(self.folder.join("canary")).unwrap_or_default();
        let mut changes = Vec::new();
        if canary != CANARY.as_bytes() {
            changes.push("canary".to_owned());
        }
        let entries = self.folder.read_dir().into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        changes.extend(names.filter(|name| name != "canary" && name != "socket"));
        changes.sort();
        changes
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        // A folder that stays behind holds nothing but the canary.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
