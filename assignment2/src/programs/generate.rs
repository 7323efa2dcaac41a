//! `generate`: lets the language model of a run write.

use super::text::{Text, temperature::temperature};
use crate::staff::corpus::Corpus;
use crate::staff::expected::Expected;
use crate::staff::writing::Writing;
use burn::module::Module;
use common::program::prelude::*;
use common::program::reopen_on;
use common::run::Name;

/// Let a trained language model write
#[derive(Debug, Clone, PartialEq, Serialize, Args)]
#[serde(rename_all = "kebab-case")]
pub struct Generate {
    /// A run's folder, or text, for its newest finished run
    #[arg(value_name = "RUN")]
    run: String,

    /// 1 draws as the model says, below 1 what is probable more often; 0 takes the most probable character always
    #[arg(long, value_name = "T", value_parser = temperature)]
    temperature: f64,

    /// How many characters to write
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    characters: usize,

    /// What it reads first, of characters that it knows [default: the end of a line]
    #[arg(long, value_name = "TEXT", alias = "primetext")]
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<String>,
}

/// Characters that the figure shows.
const SHOWN: usize = 40;
/// The most that is written: some minutes of work.
const MOST: usize = 1_000_000;

impl Settings for Generate {
    const NAME: &'static str = "generate";

    fn defaults(typed: &Typed) -> Self {
        let characters = match typed.preset() {
            Preset::Quick => 60,
            _ => 1000,
        };
        Self {
            run: Text::NAME.into(),
            temperature: 0.8,
            characters,
            prompt: None,
        }
    }

    fn check(&self) -> Result<()> {
        match self.characters > MOST {
            true => Err(Error::Usage(format!(
                "--characters {} is more than is written at once: at most {MOST}.",
                self.characters
            ))),
            false => Ok(()),
        }
    }
}

impl Program for Generate {
    // It is made when the run is found to be one that can write.
    const LEAVES_FOLDER: bool = false;

    fn run(&self, run: &mut Run) -> Result<()> {
        let name = Name {
            program: Text::NAME,
            ..run.name()
        };
        let (_, folder) = run.named(&self.run, &[Text::NAME], "has not learned to write")?;
        let (_, _, learner) = reopen_on::<Text>(&run.start.device, name, &folder)?;
        let (corpus, network) = (learner.corpus(), learner.network().valid());
        let prompt = self.prompt(corpus)?;
        run.make_folder()?;
        let mut stream = run.start.streams.stream("generate");
        let mut writing = Writing::behind(&network, &prompt);
        let (mut written, mut expected) = (Vec::new(), Expected::default());
        let mut bits = 0.0;
        for number in 0..self.characters {
            run.busy(|| format!("{number} of {} characters", self.characters));
            let behind = writing.clone();
            let character = writing.write(&network, (self.temperature, &mut stream));
            bits += behind.bits(character) / self.characters as f64;
            if number < SHOWN {
                expected.add(character, behind.next(1.0));
            }
            written.push(character);
        }
        let text = format!(
            "{}{}",
            self.prompt.as_deref().unwrap_or_default(),
            corpus.text.decode(&written)
        );
        run.record("characters", written.len() as f64);
        run.record("bits_per_character", bits);
        run.save_file("generated.txt", format!("{text}\n").as_bytes())?;
        run.explain(format!(
            "{text}\n\nWritten by {} as it was after {} steps, into {}/generated.txt. bits_per_character: what the model, \
             at\ntemperature 1, needs for what was written.",
            folder.display(),
            learner.steps(),
            run.folder().display()
        ));
        match run.wants_figures() {
            true => {
                let heat = expected.heat(
                    &corpus.text,
                    "What it expected, at temperature 1, while it wrote",
                );
                run.save_figure("expected", &heat.figure())
            }
            false => Ok(()),
        }
    }
}

impl Generate {
    /// What is read first.
    fn prompt(&self, corpus: &Corpus) -> Result<Vec<usize>> {
        match self.prompt.as_deref() {
            None | Some("") => Ok(corpus.beginning()),
            Some(prompt) => corpus
                .text
                .encode(prompt)
                .map_err(|error| Error::Usage(format!("--prompt: {error}"))),
        }
    }
}
