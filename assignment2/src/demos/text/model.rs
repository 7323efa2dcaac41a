//! The model that is shown, and what it is measured on.

use crate::clipping::global_norm;
use crate::language::Windows;
use crate::staff::corpus::Corpus;
use crate::staff::language::Plan;
use crate::staff::language_training::LanguageTraining;
use crate::staff::recurrent::Cell;
use common::data::text::{Text, shakespeare};
use common::error::Result;
use common::learner::Start;
use common::settings::BatchSize;
use common::trained::Trained;
use common::{optimizers, schedule::Turned};

/// Characters of the plays that it learns from and is tested on.
const CHARACTERS: usize = 300_000;
/// Streams that are read side by side.
const STREAMS: usize = 16;
/// Streams and characters of each in which the test part is measured.
const MEASURED: [usize; 2] = [8, 120];
/// Largest norm of all gradients together.
const MAX_NORM: f64 = 5.0;

/// The training of one layer with so many numbers in its state, by Adam.
pub fn training(
    (cell, hidden): (Cell, usize),
    window: usize,
    lr: &Turned,
    start: &Start,
) -> Result<LanguageTraining> {
    let plays = shakespeare()?.text.chars().take(CHARACTERS).collect();
    let corpus = Corpus::new(Text::new(plays), BatchSize::Of(STREAMS), window)?;
    let plan = Plan {
        cell,
        layers: 1,
        hidden,
        dropout: 0.0,
        characters: corpus.text.vocabulary.len(),
    };
    let trained = |network| {
        let clip = |gradients| global_norm(gradients, MAX_NORM);
        Trained::new(network, optimizers::adam(0.9), lr.schedule()).changing(Box::new(clip))
    };
    Ok(LanguageTraining::new(
        plan,
        (corpus, Vec::new()),
        trained,
        start,
    ))
}

/// The beginning of the test part.
pub fn measured(corpus: &Corpus) -> Windows {
    let [parallel, steps] = MEASURED;
    Windows {
        text: corpus.test.text[..=parallel * steps].into(),
        parallel,
        steps,
    }
}
