//! Runs tests of one executable within a time limit.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::error::{Error, Result};

use crate::test_output::{self, TestOutput};

/// How often a running test is looked at.
const PAUSE: Duration = Duration::from_millis(2);

/// Runs the tests of these names, one after another, in `folder`; `None` if they take longer than `limit`.
///
/// # Errors
/// If the executable cannot be started.
pub fn run(
    executable: &Path,
    folder: &Path,
    tests: &[&str],
    variable: Option<(&str, String)>,
    limit: Duration,
) -> Result<Option<TestOutput>> {
    let failed = || Error::io("run", executable);
    let mut child = Command::new(executable)
        .args(["--exact", "--test-threads", "1"])
        .args(tests)
        .current_dir(folder)
        .envs(variable)
        .env_remove("RUST_TEST_NOCAPTURE")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed())?;
    // A full pipe would stop the tests: it is emptied while they run.
    let mut output = child.stdout.take().expect("was piped");
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        output.read_to_end(&mut text).map(|_| text)
    });
    let start = Instant::now();
    while child.try_wait().map_err(failed())?.is_none() {
        if start.elapsed() > limit {
            child.kill().map_err(failed())?;
            child.wait().map_err(failed())?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
    let text = reader.join().expect("reading does not panic");
    let text = text.map_err(failed())?;
    Ok(Some(test_output::parse(&String::from_utf8_lossy(&text))))
}
