//! What the code of each class may name, in one place.

use crate::items::Class;

/// Names of `burn::nn` that would be the exercise itself.
///
/// The recurrent cells with their settings and states, the layer that they are made of, the modules that
/// hold them (`basic`, `gru`, `lstm`), and `modules`, a second way to everything in `burn::nn`. A name that
/// Burn does not have stops the proof, so that the list is read again with each version of Burn.
pub const READY_MADE: [&str; 19] = [
    "BiGru",
    "BiGruConfig",
    "BiLstm",
    "BiLstmConfig",
    "BiRnn",
    "BiRnnConfig",
    "GateController",
    "Gru",
    "GruConfig",
    "Lstm",
    "LstmConfig",
    "LstmState",
    "Rnn",
    "RnnConfig",
    "RnnState",
    "basic",
    "gru",
    "lstm",
    "modules",
];

/// The modules of Burn that files of the class `burn` may use, but for what is [`READY_MADE`].
pub(super) const OF_BURN: &[&str] = &["module", "nn", "optim", "prelude", "tensor"];

/// The modules of `common` that files of the class `burn` may use.
pub(super) const OF_COMMON: &[&str] = &["by_hand", "layers", "learner", "loss", "ops", "trained"];

/// The modules of the standard library that no exercise may use, besides `std::io::stdin`.
///
/// `thread` and `time` are not among them: a body that computes in threads, or that looks at the clock, is
/// right or wrong as any other, and the sandbox bounds both.
pub(super) const OF_THE_SYSTEM: &[&str] = &["env", "fs", "net", "os", "process"];

/// The crates that a class may use beside the standard library, with the modules that it may name.
pub(crate) fn crates(class: Class) -> &'static [(&'static str, &'static [&'static str])] {
    match class {
        Class::ByHand => &[("common", &["by_hand"])],
        Class::Burn => &[("burn", OF_BURN), ("common", OF_COMMON)],
    }
}
