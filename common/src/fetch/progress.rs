//! How a fetch shows how far it is.

use crate::settings::Progress;
use indicatif::{DecimalBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Who is told how a fetch goes.
pub trait Listener {
    /// A line for the user.
    fn note(&mut self, text: &str);

    /// `have` bytes of `file`, of as many as `bytes` says, are there.
    fn progress(&mut self, file: &str, have: u64, bytes: Option<u64>);
}

/// Before this a file needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// From one plain line to the next.
const PAUSE: Duration = Duration::from_secs(5);

/// Shows a fetch on standard error: a bar for what takes more than a second; without a terminal a
/// line every five seconds.
pub struct Terminal {
    style: Progress,
    file: String,
    begun: Instant,
    spoken: Instant,
    bar: Option<ProgressBar>,
}

impl Terminal {
    /// In the way asked for.
    pub fn new(style: Progress) -> Self {
        let style = match style {
            Progress::Auto if std::io::stderr().is_terminal() => Progress::Bar,
            Progress::Auto => Progress::Plain,
            other => other,
        };
        Self {
            style,
            file: String::new(),
            begun: Instant::now(),
            spoken: Instant::now(),
            bar: None,
        }
    }

    fn end_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Terminal {
    /// What is said next, perhaps of an error, stands alone on its line.
    fn drop(&mut self) {
        self.end_bar();
    }
}

#[allow(clippy::print_stderr, reason = "this listener is the printing")]
impl Listener for Terminal {
    fn note(&mut self, text: &str) {
        self.end_bar();
        if self.style != Progress::None {
            eprintln!("{text}");
        }
    }

    fn progress(&mut self, file: &str, have: u64, bytes: Option<u64>) {
        if self.file != file {
            self.end_bar();
            self.file = file.into();
            self.begun = Instant::now();
        }
        if self.begun.elapsed() < PATIENCE {
            return;
        }
        match self.style {
            Progress::Bar => {
                let bar = self.bar.get_or_insert_with(|| new_bar(file, have, bytes));
                bar.set_position(have);
            }
            Progress::Plain if self.spoken.elapsed() >= PAUSE => {
                let of = bytes.map(|bytes| format!(" of {}", DecimalBytes(bytes)));
                let of = of.unwrap_or_default();
                eprintln!("  {file:<32}{:>10}{of}", DecimalBytes(have).to_string());
                self.spoken = Instant::now();
            }
            _ => {}
        }
    }
}

fn new_bar(file: &str, have: u64, bytes: Option<u64>) -> ProgressBar {
    let bar =
        ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr()).with_position(have);
    let style = "  {msg}  {bar:30} {decimal_bytes}/{decimal_total_bytes}  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).expect("a valid template"));
    bar.set_message(file.to_owned());
    // The estimate of the time left must not count what came before.
    bar.reset_eta();
    bar
}
