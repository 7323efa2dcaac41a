//! One file from the first mirror that has it.

use super::client::{Head, Message, Transfer};
use super::part::Part;
use super::{Fetcher, MOST};
use crate::data::full::{FullSet, PublishedFile};
use crate::error::{Error, Result};
use indicatif::DecimalBytes;

/// How often one mirror is asked, as long as each time brings more.
const ATTEMPTS: usize = 4;

/// How one request ended.
enum Ended {
    /// With the end of the answer; `resumed` if it went on from bytes that were there before.
    Whole { resumed: bool },
    /// In the middle.
    Broken,
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
        let own = self.mirror.iter().map(|base| {
            let base = base.trim_end_matches('/');
            format!("{base}/{}/{}", set.name, file.name)
        });
        let published = set.mirrors.iter();
        let published = published.map(|url| url.replace("{file}", &file.name));
        let urls: Vec<String> = own.chain(published).collect();
        let mut failures = Vec::new();
        for url in &urls {
            let Some(reason) = self.try_mirror(url, set, file, part)? else {
                let length = DecimalBytes(part.len()).to_string();
                self.note(&file.name, format!("{length:>10}"));
                return Ok(());
            };
            failures.push(format!("  {url}\n    {reason}"));
            if let Some(failure) = failures.last().filter(|_| failures.len() < urls.len()) {
                self.listener
                    .note(&format!("{failure}; asking the next mirror"));
            }
        }
        part.delete_if_empty();
        let fetch = self.cache.fetch_command(&set.name);
        Err(Error::Data(format!(
            "{} of {} could not be fetched:\n{}\n\
             Try again later, name a server that has it, or get it by other means and import it:\n\
             \x20 {fetch}\n  {fetch} --mirror URL\n  {fetch} --from FOLDER",
            file.name,
            set.name,
            failures.join("\n")
        )))
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
            let again = match self.transfer(url, set, file, part)? {
                Ended::Whole { resumed } => {
                    let sha256 = part.sha256()?;
                    if sha256 == file.sha256 {
                        return Ok(None);
                    }
                    reason = format!(
                        "it sends another file: the SHA-256 is {sha256} instead of {}",
                        file.sha256
                    );
                    part.restart()?;
                    // What was there before may be what is wrong: ask for all of it.
                    resumed
                }
                Ended::Broken => {
                    let of = file
                        .bytes
                        .map_or(String::new(), |bytes| format!(" of {bytes}"));
                    reason = format!("the connection broke after {}{of} bytes", part.len());
                    part.len() > before
                }
                Ended::Useless(why) => {
                    reason = why;
                    false
                }
            };
            if !again {
                break;
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
        let most = file.bytes.unwrap_or(MOST);
        // Whether bytes of an earlier transfer are kept; None before the server has answered.
        let mut resumed = None;
        loop {
            return Ok(match (transfer.next(self.signals), resumed) {
                (Message::Head(head), _) => match check(&head, file, part)? {
                    Some(ended) => ended,
                    None => {
                        resumed = Some(part.len() > 0);
                        continue;
                    }
                },
                (Message::Chunk(bytes), _) if part.len() + bytes.len() as u64 > most => {
                    part.restart()?;
                    Ended::Useless(format!("it sends another file: more than {most} bytes"))
                }
                (Message::Chunk(bytes), _) => {
                    part.append(&bytes)?;
                    self.listener.progress(&file.name, part.len(), file.bytes);
                    continue;
                }
                (Message::End, _) if file.bytes.is_some_and(|bytes| part.len() < bytes) => {
                    Ended::Broken
                }
                (Message::End, resumed) => Ended::Whole {
                    resumed: resumed == Some(true),
                },
                (Message::Failed(why), None) => Ended::Useless(why),
                (Message::Failed(_), Some(_)) => Ended::Broken,
                (Message::Stalled, _) => Ended::Useless(format!(
                    "it stalled: less than {} bytes came in {:?}",
                    self.limits.least, self.limits.stall
                )),
                (Message::Stopped(signal), _) => {
                    part.delete_if_empty();
                    return Err(Error::FetchInterrupted {
                        signal,
                        kept: format!("{} of {}", DecimalBytes(part.len()), file.name),
                        resume: self.cache.fetch_command(&self.resume(set)),
                    });
                }
            });
        }
    }
}

/// Makes `part` ready for the bytes that an answer announces, or says why they are of no use.
fn check(head: &Head, file: &PublishedFile, part: &mut Part) -> Result<Option<Ended>> {
    let have = part.len();
    let useless = |why: String| Ok(Some(Ended::Useless(why)));
    let announced = match (head.status, head.range) {
        (200, _) => head.length,
        (206, Some((start, total))) if start == have => total,
        (206, _) => return useless("it sends bytes that were not asked for".into()),
        // What is there is longer than the file can be.
        (416, _) if file.bytes.is_none() && have > 0 => {
            part.restart()?;
            return Ok(Some(Ended::Whole { resumed: true }));
        }
        (status, _) => {
            let meaning = match status {
                403 => ": forbidden",
                404 => ": there is no such file",
                416 => ": its file is shorter",
                429 => ": too many requests, wait a while",
                500.. => ": the server has a problem",
                _ => "",
            };
            return useless(format!("it answers {status}{meaning}"));
        }
    };
    if let (Some(announced), Some(bytes)) = (announced, file.bytes)
        && announced != bytes
    {
        let why = format!("it has another file: {announced} bytes instead of {bytes}");
        return useless(why);
    }
    // A server that knows no ranges sends everything.
    if head.status == 200 && have > 0 {
        part.restart()?;
    }
    Ok(None)
}
