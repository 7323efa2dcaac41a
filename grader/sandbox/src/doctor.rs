//! Tries what a confined program must not be able to do, and says what came of it.

use std::io;

use crate::Launcher;

/// One act that was tried in a confined process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// What was tried, as in "could it …?".
    pub act: &'static str,
    /// Whether it failed, as it must.
    pub denied: bool,
    /// What came of it, in a few words.
    pub words: String,
}

/// Tries every act of the list in a process with all protections. It takes two or three seconds, of which one is
/// for a limit on processor time.
///
/// # Errors
///
/// Where files cannot be made in the system's temporary folder, or the launcher cannot be started.
#[cfg(target_os = "linux")]
pub fn doctor(launcher: &Launcher) -> io::Result<Vec<Tried>> {
    let protections = crate::Protections::default();
    crate::ACTS
        .iter()
        .map(|act| Ok(launcher.attempt(act, protections)?.0))
        .collect()
}

/// There is nothing to try: programs are confined on Linux alone.
///
/// # Errors
///
/// None.
#[cfg(not(target_os = "linux"))]
pub fn doctor(_: &Launcher) -> io::Result<Vec<Tried>> {
    let words =
        "programs are confined on Linux alone; here there are limits on time and output".into();
    Ok(vec![Tried {
        act: "do what its user may do",
        denied: false,
        words,
    }])
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File};
    use std::io;
    use std::net::TcpListener;
    use std::os::fd::AsRawFd;
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixListener};
    use std::time::Duration;

    use rustix::io::{FdFlags, fcntl_setfd};

    use super::Tried;
    use crate::acts::{self, Act, Scene};
    use crate::{Ended, How, Launcher, Limits, Orders, Protections};

    impl Launcher {
        /// Tries one act with these protections.
        ///
        /// # Errors
        ///
        /// Where files cannot be made in the system's temporary folder, or the launcher cannot be started.
        pub fn attempt(&self, act: &Act, protections: Protections) -> io::Result<(Tried, Ended)> {
            let outside = tempfile::tempdir()?;
            let (canary, folder) = (outside.path().join("canary"), outside.path().join("folder"));
            fs::write(&canary, "unchanged")?;
            fs::create_dir(&folder)?;
            let left_open = File::open(&canary)?;
            fcntl_setfd(&left_open, FdFlags::empty())?;
            let tcp = TcpListener::bind("127.0.0.1:0")?;
            let socket = outside.path().to_string_lossy().into_owned();
            let _listening = UnixListener::bind_addr(&SocketAddr::from_abstract_name(&socket)?)?;
            let scene = Scene {
                protections,
                limits: limits(act),
                folder: folder.clone(),
                descriptor: left_open.as_raw_fd(),
                port: tcp.local_addr()?.port(),
                socket,
                canary,
            };
            let ended = self.run(&Orders {
                program: self.binary.clone(),
                arguments: acts::words(act.name, &scene)?,
                folder: folder.clone(),
                environment: Vec::new(),
                input: Vec::new(),
                read: Vec::new(),
                execute: Vec::new(),
                write: vec![folder],
                limits: scene.limits,
                may_fork: act.compiler,
                protections,
            })?;
            let ran = !matches!(ended.how, How::NotConfined(_));
            let done = ended.output.ends_with(acts::DONE.as_bytes());
            let unchanged = fs::read(&scene.canary)? == b"unchanged";
            let denied = ran && !done && unchanged;
            Ok((
                Tried {
                    act: act.name,
                    denied,
                    words: words(&ended, done),
                },
                ended,
            ))
        }
    }

    fn limits(act: &Act) -> Limits {
        Limits {
            wall: act.wall,
            cpu: Duration::from_secs(1),
            memory: 96 << 20,
            output: 1 << 16,
            file: 1 << 20,
            processes: 32,
        }
    }

    fn words(ended: &Ended, done: bool) -> String {
        let said = String::from_utf8_lossy(&ended.errors);
        let said = said.lines().last().unwrap_or_default();
        match &ended.how {
            How::NotConfined(words) => format!("not tried: {words}"),
            _ if done => "it succeeded".into(),
            How::Exited(0) => format!("{} bytes of output were cut", ended.output_cut),
            How::Exited(code) if said.is_empty() => format!("it ended with code {code}"),
            How::Exited(_) => said.into(),
            How::Signalled(signal) => format!("ended by signal {signal}"),
            How::TimedOut => "ended by a limit on time".into(),
            How::OutOfMemory => "ended by the limit on memory".into(),
            How::Blocked => "ended by a denied system call, or by the limit on threads".into(),
        }
    }
}
