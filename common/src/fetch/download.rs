//! One file from the first mirror that has it.

use super::client::{Ended, Message, Request, Transfer};
use super::part::Part;
use super::{Fetcher, MOST};
use crate::data::full::PublishedFile;
use crate::error::{Error, Result};
use indicatif::DecimalBytes;

/// How often one mirror is asked, as long as each time brings more.
const ATTEMPTS: usize = 4;

impl Fetcher<'_> {
    /// Completes `part` from the first mirror that can.
    pub(super) fn download(&mut self, file: &PublishedFile, part: &mut Part) -> Result<()> {
        let set = self.set;
        let own = self.mirror.iter().map(|base| {
            let base = base.trim_end_matches('/');
            format!("{base}/{}/{}", set.name, file.name)
        });
        let published = set.mirrors.iter();
        let published = published.map(|url| url.replace("{file}", &file.name));
        let urls: Vec<String> = own.chain(published).collect();
        let mut failures = Vec::new();
        for url in &urls {
            let Some(reason) = self.try_mirror(url, file, part)? else {
                let length = DecimalBytes(part.len()).to_string();
                self.note(&file.name, format!("{length:>10}"));
                return Ok(());
            };
            let failure = format!("  {url}\n    {reason}");
            if failures.len() + 1 < urls.len() {
                let text = format!("{failure}; asking the next mirror");
                self.listener.note(&text);
            }
            failures.push(failure);
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
        file: &PublishedFile,
        part: &mut Part,
    ) -> Result<Option<String>> {
        let mut reason = String::new();
        // Where the rest does not fit what has come, all of the file is asked for.
        let (mut rest, mut suspect) = (true, false);
        for _ in 0..ATTEMPTS {
            let before = part.len();
            let resumed = rest && before > 0;
            let ended = self.transfer(url, (file, part), if resumed { before } else { 0 })?;
            let again = match ended {
                Ended::Whole => {
                    let sha256 = part.sha256()?;
                    if sha256 == file.sha256 {
                        part.accept()?;
                        return Ok(None);
                    }
                    reason = format!(
                        "it sends another file: the SHA-256 is {sha256} instead of {}",
                        file.sha256
                    );
                    part.go_back(before)?;
                    // What was there before may be what is wrong.
                    (rest, suspect) = (false, true);
                    resumed
                }
                Ended::Broken { announced } => {
                    let came = part.coming();
                    let of = file
                        .bytes
                        .map_or(String::new(), |bytes| format!(" of {bytes}"));
                    reason = format!("the connection broke after {came}{of} bytes");
                    match suspect && announced && came > 0 {
                        true => part.accept()?,
                        false => part.settle()?,
                    }
                    let more = part.len() != before;
                    (rest, suspect) = (rest || more, suspect && !more);
                    more
                }
                Ended::Other(why) => {
                    reason = why;
                    part.go_back(before)?;
                    rest = false;
                    resumed
                }
                Ended::Useless(why) => {
                    part.settle()?;
                    return Ok(Some(why));
                }
            };
            if !again {
                break;
            }
        }
        Ok(Some(reason))
    }

    /// Asks once for what follows the first `from` bytes: how that ended.
    fn transfer(
        &mut self,
        url: &str,
        (file, part): (&PublishedFile, &mut Part),
        from: u64,
    ) -> Result<Ended> {
        if from == 0 {
            part.begin_anew()?;
        }
        let transfer = Transfer::start(Request {
            url: url.to_owned(),
            from,
            bytes: file.bytes,
            limits: self.limits,
        });
        let most = file.bytes.unwrap_or(MOST);
        loop {
            match transfer.next(self.signals) {
                Message::Anew => part.begin_anew()?,
                Message::Chunk(bytes) if part.coming() + bytes.len() as u64 > most => {
                    let why = format!("it sends another file: more than {most} bytes");
                    return Ok(Ended::Other(why));
                }
                Message::Chunk(bytes) => {
                    part.append(&bytes)?;
                    self.listener
                        .progress(&file.name, part.coming(), file.bytes);
                }
                Message::Ended(ended) => return Ok(ended),
                Message::Stopped(signal) => {
                    part.settle()?;
                    part.delete_if_empty();
                    return Err(Error::FetchInterrupted {
                        signal,
                        kept: format!("{} of {}", DecimalBytes(part.len()), file.name),
                        resume: self.cache.fetch_command(&self.resume()),
                    });
                }
            }
        }
    }
}
