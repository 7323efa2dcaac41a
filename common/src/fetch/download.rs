//! One file from the first mirror that has it.

use super::Fetcher;
use super::client::{Head, Message, Transfer};
use super::part::Part;
use crate::data::full::{FullSet, PublishedFile};
use crate::error::{Error, Result};
use indicatif::DecimalBytes;

/// How often one mirror is asked, as long as each time brings more.
const ATTEMPTS: usize = 4;
/// The most that is taken of a file whose length nobody states.
const MOST: u64 = 1 << 30;

/// How one request ended.
enum Ended {
    /// With the end of the answer; `resumed` if it went on from bytes that were there before.
    Whole { resumed: bool },
    /// In the middle.
    Broken(String),
    /// In a way that asking again would not change.
    Useless(String),
}

impl Fetcher<'_> {
    /// Completes `part` from the first mirror that can.
    pub(super) fn download(
        &mut self,
        set: &FullSet,
        file: &PublishedFile,
        part: &mut Part,
    ) -> Result<()> {
        let mut failures = String::new();
        let urls = self.urls(set, file);
        for (asked, url) in urls.iter().enumerate() {
            let Some(reason) = self.try_mirror(url, set, file, part)? else {
                let length = DecimalBytes(part.len()).to_string();
                self.listener
                    .note(&format!("  {:<32}{length:>10}", file.name));
                return Ok(());
            };
            if asked + 1 < urls.len() {
                self.listener
                    .note(&format!("  {url}\n    {reason}; asking the next mirror"));
            }
            failures += &format!("  {url}\n    {reason}\n");
        }
        part.delete_if_empty();
        Err(Error::Data(format!(
            "{} of {} could not be fetched:\n{failures}\
             Try again later, name a server that has it, or get it by other means and import it:\n\
             \x20 {}\n  {}\n  {}",
            file.name,
            set.name,
            self.cache.command("fetch", &set.name),
            self.cache
                .command("fetch", &format!("{} --mirror URL", set.name)),
            self.cache
                .command("fetch", &format!("{} --from FOLDER", set.name)),
        )))
    }

    /// Where to ask, in order.
    fn urls(&self, set: &FullSet, file: &PublishedFile) -> Vec<String> {
        let own = self.mirror.as_ref().map(|base| {
            let base = base.trim_end_matches('/');
            format!("{base}/{}/{}", set.name, file.name)
        });
        let published = set
            .mirrors
            .iter()
            .map(|url| url.replace("{file}", &file.name));
        own.into_iter().chain(published).collect()
    }

    /// Completes `part` from one mirror, or says why it cannot.
    fn try_mirror(
        &mut self,
        url: &str,
        set: &FullSet,
        file: &PublishedFile,
        part: &mut Part,
    ) -> Result<Option<String>> {
        let mut reason = String::new();
        for _ in 0..ATTEMPTS {
            let before = part.len();
            match self.transfer(url, set, file, part)? {
                Ended::Whole { .. } if part.is(file) => return Ok(None),
                Ended::Whole { resumed } => {
                    reason = difference(part, file);
                    part.restart()?;
                    // What was there before may be what is wrong: ask for all of it.
                    if !resumed {
                        break;
                    }
                }
                Ended::Broken(why) => {
                    reason = why;
                    if part.len() <= before {
                        break;
                    }
                }
                Ended::Useless(why) => {
                    reason = why;
                    break;
                }
            }
        }
        Ok(Some(reason))
    }

    /// Asks once for what is missing.
    fn transfer(
        &mut self,
        url: &str,
        set: &FullSet,
        file: &PublishedFile,
        part: &mut Part,
    ) -> Result<Ended> {
        let mut transfer = Transfer::start(url, part.len(), self.limits);
        let mut answered = false;
        let mut resumed = false;
        loop {
            match transfer.next(self.signals) {
                Message::Head(head) => {
                    if let Some(ended) = check(&head, file, part)? {
                        return Ok(ended);
                    }
                    resumed = head.status == 206 && part.len() > 0;
                    answered = true;
                }
                Message::Chunk(bytes) => {
                    let length = part.len() + bytes.len() as u64;
                    if length > file.bytes.unwrap_or(MOST) {
                        part.restart()?;
                        return Ok(Ended::Useless(format!(
                            "it sends another file: more than {} bytes",
                            file.bytes.unwrap_or(MOST)
                        )));
                    }
                    part.append(&bytes)?;
                    self.listener.progress(&file.name, length, file.bytes);
                }
                Message::End if file.bytes.is_some_and(|bytes| part.len() < bytes) => {
                    return Ok(Ended::Broken(broken(part, file)));
                }
                Message::End => return Ok(Ended::Whole { resumed }),
                Message::Failed(_) if answered => return Ok(Ended::Broken(broken(part, file))),
                Message::Failed(why) => return Ok(Ended::Useless(why)),
                Message::Stalled => {
                    return Ok(Ended::Useless(format!(
                        "it stalled: less than {} bytes came in {:?}",
                        self.limits.least, self.limits.stall
                    )));
                }
                Message::Stopped(signal) => {
                    part.delete_if_empty();
                    return Err(Error::FetchInterrupted {
                        signal,
                        kept: format!("{} of {}", DecimalBytes(part.len()), file.name),
                        resume: self.cache.command("fetch", &self.resume(set)),
                    });
                }
            }
        }
    }
}

/// Makes `part` ready for the bytes that an answer announces, or says why they are of no use.
fn check(head: &Head, file: &PublishedFile, part: &mut Part) -> Result<Option<Ended>> {
    let have = part.len();
    let announced = match (head.status, head.range) {
        (200, _) => head.length,
        (206, Some((start, total))) if start == have => total,
        (206, _) => {
            return Ok(Some(Ended::Useless(
                "it sends bytes that were not asked for".into(),
            )));
        }
        // What is there is longer than the file can be.
        (416, _) if file.bytes.is_none() && have > 0 => {
            part.restart()?;
            return Ok(Some(Ended::Whole { resumed: true }));
        }
        (status, _) => {
            return Ok(Some(Ended::Useless(format!(
                "it answers {}",
                named(status)
            ))));
        }
    };
    if let (Some(announced), Some(bytes)) = (announced, file.bytes)
        && announced != bytes
    {
        return Ok(Some(Ended::Useless(format!(
            "it has another file: {announced} bytes instead of {bytes}"
        ))));
    }
    // A server that knows no ranges sends everything.
    if head.status == 200 && have > 0 {
        part.restart()?;
    }
    Ok(None)
}

fn named(status: u16) -> String {
    match status {
        403 => "403: forbidden".into(),
        404 => "404: there is no such file".into(),
        416 => "416: its file is shorter".into(),
        429 => "429: too many requests, wait a while".into(),
        500.. => format!("{status}: the server has a problem"),
        _ => status.to_string(),
    }
}

fn broken(part: &Part, file: &PublishedFile) -> String {
    let of = file
        .bytes
        .map(|bytes| format!(" of {bytes}"))
        .unwrap_or_default();
    format!("the connection broke after {}{of} bytes", part.len())
}

/// Why what has come is not the file.
fn difference(part: &Part, file: &PublishedFile) -> String {
    format!(
        "it sends another file: the SHA-256 is {} instead of {}",
        part.digest().sha256,
        file.sha256
    )
}
