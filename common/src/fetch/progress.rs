//! How a fetch shows how far it is.

use crate::console;
use crate::settings::Progress;
use indicatif::{DecimalBytes, ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Who is told how a fetch goes.
pub trait Listener {
    /// A line for the user: what a file is about to do, or what has become of it.
    fn note(&mut self, text: &str);

    /// `have` bytes of `file`, of as many as `bytes` says, are there.
    fn progress(&mut self, file: &str, have: u64, bytes: Option<u64>);
}

/// Shows a fetch on standard error: a bar for what takes more than a second; without a terminal a
/// line every five seconds.
pub struct Terminal {
    style: Progress,
    /// When there was last something to see.
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
            spoken: Instant::now(),
            bar: None,
        }
    }
}

impl Listener for Terminal {
    fn note(&mut self, text: &str) {
        self.bar = None;
        self.spoken = Instant::now();
        if self.style != Progress::None {
            console::tell(text);
        }
    }

    fn progress(&mut self, file: &str, have: u64, bytes: Option<u64>) {
        match (&self.bar, self.style) {
            (Some(bar), _) => bar.set_position(have),
            (None, Progress::Bar) if self.spoken.elapsed() >= Duration::from_secs(1) => {
                self.bar = Some(new_bar(file, have, bytes));
            }
            (None, Progress::Plain) if self.spoken.elapsed() >= Duration::from_secs(5) => {
                let of = bytes.map_or(String::new(), |bytes| {
                    format!(" of {}", DecimalBytes(bytes))
                });
                let have = DecimalBytes(have).to_string();
                console::tell(format_args!("  {file:<32}{have:>10}{of}"));
                self.spoken = Instant::now();
            }
            _ => {}
        }
    }
}

/// A bar that goes when it is dropped: what is said next stands alone on its line.
fn new_bar(file: &str, have: u64, bytes: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr())
        .with_position(have)
        .with_message(file.to_owned())
        .with_finish(ProgressFinish::AndClear);
    let style = "  {msg}  {bar:30} {decimal_bytes}/{decimal_total_bytes}  {eta} left";
    bar.set_style(ProgressStyle::with_template(style).expect("a valid template"));
    // The estimate of the time left must not count what came before.
    bar.reset_eta();
    bar
}
