//! Which text is learned from.

use crate::staff::corpus::FEWEST;
use common::data::text::{self, Text};
use common::program::prelude::*;
use std::path::PathBuf;

/// A text that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Named {
    /// Nine plays, built in: 1,222,648 characters, 80 different ones
    Shakespeare,
    /// By whose numbers models are compared, fetched: 1,115,394 characters, 65 different ones
    TinyShakespeare,
}

/// The flags that say which text.
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Source {
    /// The text
    #[arg(long, value_enum, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<Named>,

    /// A text of your own in place of it: a file in UTF-8
    #[arg(long, value_name = "FILE", value_parser = absolute)]
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<PathBuf>,

    /// A folder with full data sets [default: the folder of `data path`]
    #[arg(long, value_name = "DIR", value_parser = absolute)]
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<PathBuf>,

    /// Use so many characters of it, from its beginning [default: all]
    #[arg(long, value_name = "N", value_parser = at_least::<FEWEST>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<usize>,
}

impl Source {
    /// The plays, or the text that was typed; of `paper` the fetched one.
    pub(super) fn defaults(typed: &Typed) -> Self {
        let own = typed.get::<PathBuf>("text").is_some();
        let named = match typed.preset() {
            Preset::Paper => Named::TinyShakespeare,
            Preset::Quick | Preset::Course => Named::Shakespeare,
        };
        Self {
            dataset: (!own).then_some(named),
            text: None,
            data_dir: None,
            first: (typed.preset() == Preset::Quick).then_some(10_000),
        }
    }

    /// Refuses two texts at once.
    ///
    /// # Errors
    /// [`Error::Usage`] with both flags.
    pub(super) fn check(&self) -> Result<()> {
        match (&self.text, self.dataset, &self.data_dir) {
            (Some(text), Some(_), _) => Err(Error::Usage(format!(
                "--text {} and --dataset name two texts. Leave one of them out, also in the file of --config.",
                text.display()
            ))),
            (_, dataset, Some(folder)) if dataset != Some(Named::TinyShakespeare) => {
                Err(Error::Usage(format!(
                    "--data-dir {} says where a fetched text lies, and only tiny-shakespeare is fetched. Leave it \
                     out, or choose --dataset tiny-shakespeare.",
                    folder.display()
                )))
            }
            _ => Ok(()),
        }
    }

    /// The text.
    ///
    /// # Errors
    /// [`Error::Data`] if it is missing, damaged, empty or no text.
    pub(super) fn read(&self) -> Result<Text> {
        let text = match (&self.text, self.dataset) {
            (Some(path), _) => text::read(path).map_err(|error| match path.exists() {
                true => error,
                false => Error::Data(format!(
                    "{error}\nA saved run needs the text that it learned from, in its place."
                )),
            })?,
            (None, Some(Named::TinyShakespeare)) => {
                text::tiny_shakespeare(self.data_dir.as_deref())?
            }
            (None, _) => text::shakespeare()?,
        };
        Ok(match self.first {
            Some(first) => Text::new(text.text.chars().take(first).collect()),
            None => text,
        })
    }
}

/// A path that means the same from every folder: settings outlive the one in which they were typed.
fn absolute(path: &str) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| error.to_string())
}
