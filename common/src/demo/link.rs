//! A scene as words: a link, and a command line.

use super::turns::Side;
use super::{Entry, Preset, Scene, Values};
use crate::error::Error;

impl Scene {
    /// The names and values that [`read`](Self::read) reads; what is as at first is left out.
    pub fn words(&self) -> Vec<(String, String)> {
        let knobs = (self.entry.knobs)();
        let first = Self::new(self.entry);
        let differing = |values: &Values, from: &Values, prefix: &str| {
            let names = knobs.iter().map(|knob| knob.name);
            let names = names.filter(|name| values.text(name) != from.text(name));
            let word = |name: &str| (format!("{prefix}{name}"), values.text(name));
            names.map(word).collect::<Vec<_>>()
        };
        let mut words = differing(&self.a, &first.a, "");
        if self.seed != first.seed {
            words.push(("seed".into(), self.seed.to_string()));
        }
        if self.step > 0 {
            words.push(("step".into(), self.step.to_string()));
        }
        if let Some(b) = &self.b {
            let of_b = differing(b, &self.a, "b.");
            if of_b.is_empty() {
                words.push(("b.".into(), String::new()));
            }
            words.extend(of_b);
        }
        words.extend(self.turns.iter().map(|(side, turn)| {
            let prefix = if *side == Side::B { "b." } else { "" };
            ("turn".into(), format!("{}:{prefix}{}", turn.step, turn.act))
        }));
        words
    }

    /// The whole state as the fragment of a link: `#lr=0.1&seed=7&step=120`.
    pub fn link(&self) -> String {
        let words = self.words().into_iter();
        let words = words.map(|(name, text)| format!("{}={}", encoded(&name), encoded(&text)));
        format!("#{}", words.collect::<Vec<_>>().join("&"))
    }

    /// Reads what [`link`](Self::link) wrote, with or without `#`.
    pub fn from_link(entry: &'static Entry, link: &str) -> (Self, Vec<Error>) {
        let words = link.trim().trim_start_matches('#').split('&');
        let words = words.filter(|word| !word.trim().is_empty());
        let words = words.map(|word| word.split_once('=').unwrap_or((word, "")));
        let words = words.map(|(name, text)| (decoded(name), decoded(text)));
        let words: Vec<_> = words.collect();
        Self::read(entry, words.iter().map(|(name, text)| (&**name, &**text)))
    }

    /// What a preset shows, and what is wrong with it.
    pub fn preset(entry: &'static Entry, preset: &Preset) -> (Self, Vec<Error>) {
        Self::from_link(entry, preset.settings)
    }

    /// The whole state as a command:
    /// `cargo run -p labs -- boundary --lr 0.1 --seed 7 --steps 120 --b depth=0 --turn 120:lr=0.1`.
    pub fn command_line(&self) -> String {
        let mut line = format!("cargo run -p labs -- {}", self.entry.name);
        for (name, text) in self.words() {
            let (flag, value) = match (name.as_str(), name.strip_prefix("b.")) {
                ("step", _) => ("steps", text),
                (_, Some("")) => ("b", text),
                (_, Some(name)) => ("b", format!("{name}={text}")),
                (name, None) => (name, text),
            };
            line += &format!(" --{flag} {}", quoted(&value));
        }
        line
    }
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    // Within a word no shell minds these two, and `depth=0` is to be read by people.
    let plain = word.replace(['=', ','], "");
    match shlex::try_quote(&plain) {
        Ok(same) if same == plain && !word.starts_with('=') => word.into(),
        _ => shlex::try_quote(word).map_or_else(|_| word.into(), Into::into),
    }
}

/// The text where the fragment of a link holds it.
fn encoded(text: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).into(),
        b'-' | b'.' | b'_' | b'~' | b':' | b',' | b'=' | b'/' => char::from(byte).into(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encoded).collect()
}

/// What [`encoded`] was made of. A `%` without two digits is itself.
fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, others @ ..] = rest {
        let digits = others.get(..2).filter(|_| *first == b'%');
        let digits = digits.filter(|it| it.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|it| std::str::from_utf8(it).ok());
        let byte = digits.and_then(|it| u8::from_str_radix(it, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = &others[if byte.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
