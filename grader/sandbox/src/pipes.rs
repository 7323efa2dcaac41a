//! The standard streams of a program, emptied while it runs.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// What every pipe holds, however many of them the system has already. More is written by a thread.
const PIPE: usize = 4096;

/// How long is waited for the end of a stream after all processes of a run were killed. It has come by then, unless
/// a process left the session on a machine without seccomp and holds the stream open.
const GRACE: Duration = Duration::from_secs(1);

/// The head of a stream, and how much followed.
#[derive(Default)]
struct Kept {
    head: Vec<u8>,
    cut: u64,
}

/// A stream that a thread of its own reads to its end, so that the program never waits for its reader.
pub(crate) struct Drain {
    kept: Arc<Mutex<Kept>>,
    reader: JoinHandle<()>,
}

impl Drain {
    /// Keeps `cap` bytes.
    pub(crate) fn new(mut stream: impl Read + Send + 'static, cap: usize) -> Self {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let shared = Arc::clone(&kept);
        let reader = thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            loop {
                let count = match stream.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(count) => count,
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                    Err(_) => break,
                };
                let mut kept = lock(&shared);
                let room = count.min(cap - kept.head.len());
                kept.head.extend_from_slice(&buffer[..room]);
                kept.cut += (count - room) as u64;
            }
        });
        Self { kept, reader }
    }

    /// What was kept, and how many bytes were not.
    pub(crate) fn finish(self) -> (Vec<u8>, u64) {
        let asked = Instant::now();
        while !self.reader.is_finished() && asked.elapsed() < GRACE {
            thread::sleep(Duration::from_micros(50));
        }
        let mut kept = lock(&self.kept);
        (std::mem::take(&mut kept.head), kept.cut)
    }
}

/// A reader holds the lock while it copies, which does not panic.
fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a program its input and closes it. A program that does not read it all is free to do so.
pub(crate) fn feed(mut stream: impl Write + Send + 'static, input: &[u8]) {
    if input.len() <= PIPE {
        let _ = stream.write_all(input);
        return;
    }
    let input = input.to_vec();
    thread::spawn(move || {
        let _ = stream.write_all(&input);
    });
}
