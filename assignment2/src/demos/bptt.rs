//! What of the loss reaches each state of an RNN, an LSTM and a GRU on its way back through time.

mod networks;
mod shown;
mod words;

use common::demo::{Curve, Demo, Frame, Knob, Words};
use common::error::Result;
use common::learner::{Snapshot, Start};
use common::schedule::Turned;
use networks::{CELLS, Networks};
use serde::Deserialize;
use shown::Shown;

/// Three networks that learn to complete the same palindromes.
pub struct ThroughTime {
    networks: Networks,
    /// What was seen of each of them before the first step.
    first: Vec<Shown>,
    lr: Turned,
    clip: Turned,
}

/// What its knobs are set to.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    length: usize,
    weight_scale: f64,
    forget_bias: f64,
    lr: f64,
    clip: f64,
}

impl Demo for ThroughTime {
    type Settings = Settings;
    type State = (Vec<Snapshot>, [f64; CELLS]);

    const NAME: &'static str = "bptt";
    const WORDS: Words = words::WORDS;
    const CURVES: &'static [Curve] = &[
        Curve::log(
            "Gradient of the first state by that of the last",
            &["rnn", "lstm", "gru"],
        ),
        Curve::log(
            "Norm of all gradients",
            &["rnn_norm", "lstm_norm", "gru_norm", "clip"],
        ),
        Curve::linear(
            "Right answers",
            &["rnn_right", "lstm_right", "gru_right", "chance"],
        ),
    ];

    fn knobs() -> Vec<Knob> {
        let number = |name, label, default, range| Knob::number(name, label, default, range).log();
        vec![
            Knob::count("length", "Digits of a palindrome", 20, 3..=50),
            number("weight-scale", "First W_h, times", 1.0, 0.1..=10.0),
            Knob::number(
                "forget-bias",
                "Bias of the gate that keeps",
                2.0,
                -5.0..=10.0,
            ),
            number("lr", "Learning rate", 1e-3, 1e-5..=1.0).live(),
            number("clip", "Clip gradients to", 10.0, 1e-3..=1e6).live(),
        ]
    }

    fn new(settings: Settings, start: &Start) -> Result<Self> {
        let [lr, clip] = [settings.lr, settings.clip].map(Turned::new);
        let networks = Networks::new(&settings, [&lr, &clip], start);
        Ok(Self {
            first: networks.look(),
            networks,
            lr,
            clip,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.networks.step()
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let seen = self.networks.look();
        let ratios = seen.iter().map(|it| it.reach.ratio());
        let named = |names: [&'static str; CELLS], values| names.into_iter().zip(values);
        Ok(named(["rnn", "lstm", "gru"], ratios.collect::<Vec<_>>())
            .chain(named(
                ["rnn_norm", "lstm_norm", "gru_norm"],
                self.networks.norms.to_vec(),
            ))
            .chain(named(
                ["rnn_right", "lstm_right", "gru_right"],
                self.networks.right(),
            ))
            .chain([("clip", self.clip.get()), ("chance", 0.1)])
            .collect())
    }

    fn frame(&mut self) -> Result<Frame> {
        let (now, clip) = (self.networks.look(), self.clip.get());
        Ok(shown::frame(
            (&self.first, &now),
            &self.networks.norms,
            clip,
        ))
    }

    fn turn(&mut self, settings: Settings) -> Result<()> {
        self.lr.set(settings.lr);
        self.clip.set(settings.clip);
        Ok(())
    }

    fn save(&mut self) -> Result<Self::State> {
        Ok((self.networks.snapshots()?, self.networks.norms))
    }

    fn load(&mut self, (snapshots, norms): &Self::State) -> Result<()> {
        self.networks.norms = *norms;
        self.networks.restore(snapshots)
    }
}
