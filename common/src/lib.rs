//! What every program of the course shares.
//!
//! [`program`] is the way of every program, on one page: [`settings`] turns words into settings,
//! [`examples`] loads the data, a [`learner::Learner`] holds the training, [`fit`](fit::fit) trains,
//! [`figures`] draws, and [`run::Run::finish`] says where everything is.
//!
//! | module | what it holds |
//! |---|---|
//! | [`by_hand`] | all that exercise code may use: tensors, elementary operations, random numbers |
//! | [`program`], [`settings`] | a program is a value: its settings, and what is done with them |
//! | [`device`] | from `--device` to a Burn device |
//! | [`data`], [`examples`], [`fetch`] | embedded data sets, generators, CSV files, batches; full data sets and how they come here |
//! | [`learner`], [`tensors`] | one training as a value, and its state as bytes |
//! | [`supervised`], [`trained`], [`optimizers`], [`schedule`], [`loss`] | the training of Burn modules |
//! | [`fit`], [`events`], [`run`] | the training loop, its listeners, the run folder |
//! | [`metrics`], [`means`], [`plots`], [`figures`], [`table`], [`report`] | what is measured and shown |
//! | [`demo`] | a topic shown live: what a demonstration is, and how it is played |
//! | [`study`], [`early_stopping`] | many trainings side by side, as one; the best epoch of one |
//! | [`gradcheck`] | gradients against central differences |
//! | [`repeat`], [`results`], [`statistics`] | results over many seeds, and those that are expected |
//! | [`error`], [`remarks`], [`cli`], [`console`], [`signals`] | advice, what to know of the data, exit codes, Ctrl-C |
//! | [`memory`], [`checksum`] | whether something fits; what a file is known by |

pub use by_hand;

pub mod checksum;
pub mod cli;
pub mod console;
pub mod data;
pub mod demo;
pub mod device;
pub mod early_stopping;
pub mod error;
pub mod events;
pub mod examples;
mod export;
pub mod fetch;
pub mod figures;
pub mod files;
pub mod fit;
pub mod gradcheck;
pub mod kill_points;
pub mod layers;
pub mod learner;
pub mod loss;
pub mod means;
pub mod memory;
pub mod metrics;
pub mod ops;
pub mod optimizers;
pub mod plots;
pub mod program;
pub mod random;
pub mod remarks;
pub mod repeat;
pub mod report;
pub mod results;
pub mod run;
pub mod schedule;
pub mod settings;
pub mod signals;
pub mod statistics;
pub mod study;
pub mod supervised;
pub mod table;
pub mod tensors;
pub mod trained;
pub mod usual;

/// Training allocates and frees the same sizes thousands of times a second; the system's allocator
/// gives such memory back and asks for it again, page by page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
