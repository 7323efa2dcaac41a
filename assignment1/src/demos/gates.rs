//! Gates: which functions of two inputs a line computes, and what a second layer changes.

mod circuit;

use crate::gates::{INPUTS, and, candidates, or};
use circuit::Circuit;
use common::demo::{Cause, Demo, Frame, Knob, Preset, Words};
use common::error::Result;
use common::learner::Start;
use serde::Deserialize;

/// In the order of their truth tables read as binary numbers.
const FUNCTIONS: &str =
    "false and a-not-b a b-not-a b xor or nor xnor not-b a-or-not-b not-a b-or-not-a nand true";
const NO_LINE: &str = "No other line does it: XOR asks for 0 < θ, w1 ≥ θ, w2 ≥ θ and w1 + w2 < θ, but the middle \
    two add up to w1 + w2 ≥ 2θ, which is more than θ. For XNOR every sign turns round.";
const ALIKE: &str = "OR and AND cannot tell 0 1 from 1 0, and this function must.";

/// A function of two inputs, and how many neurons have been tried for it; it is its own settings.
#[derive(Clone, Deserialize)]
pub struct Gates {
    function: String,
    layers: String,
    #[serde(skip)]
    tried: usize,
    /// The first of the best, counted as `tried`.
    #[serde(skip)]
    best: usize,
}

impl Demo for Gates {
    type Settings = Self;
    type State = Self;

    const NAME: &'static str = "gates";
    const WORDS: Words = Words {
        title: "Gates: a neuron is a line",
        week: 2,
        minutes: 5,
        step: "the next of 250 neurons is tried, the smallest weights first",
        steps: 71,
        question: "A neuron is a line. Which two of the 16 functions of two inputs can it not compute?",
        script: [
            "Collect guesses and play: each step tries a line, and neuron 72 computes and. Try their guesses as 'Function'.",
            "Set 'Function' to xor, later to xnor: of 250 neurons none gets more than 3 right. Read out why no other line does.",
            "Back at xor set 'Layers' to 2: OR and AND carry 0 1 and 1 0 to one place, and neuron 32 draws the line that is left.",
        ],
        presets: &[
            Preset {
                name: "AND and OR are lines",
                settings: "function=and&b.function=or",
                why: "Neuron 72 computes AND and neuron 36 OR: the same weights with two thresholds.",
            },
            Preset {
                name: "XOR takes two layers",
                settings: "function=xor&b.layers=2",
                why: "On A and B the best of 250 neurons gets 3 right, on OR and AND neuron 32 gets all 4.",
            },
            Preset {
                name: "A hidden layer can lose",
                settings: "function=a-not-b&b.layers=2",
                why: "Neuron 32 computes A AND NOT B; behind OR and AND, which cannot tell A from B, the best gets 3.",
            },
        ],
    };

    fn knobs() -> Vec<Knob> {
        let names: Vec<_> = FUNCTIONS.split(' ').collect();
        let mut function = Knob::among("function", "Function", &names);
        function.default = "and".into();
        vec![function, Knob::among("layers", "Layers", &["1", "2"])]
    }

    fn new(mut settings: Self, _start: &Start) -> Result<Self> {
        (settings.tried, settings.best) = (1, 1);
        Ok(settings)
    }

    fn step(&mut self) -> Result<()> {
        self.tried += 1;
        if self.right(self.tried) > self.right(self.best) {
            self.best = self.tried;
        }
        Ok(())
    }

    fn is_finished(&self) -> bool {
        self.right(self.best) == 4 || self.tried == candidates().len()
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        let [right, best] = [self.tried, self.best].map(|it| self.right(it) as f64);
        let tried = self.tried as f64;
        Ok(vec![("tried", tried), ("right", right), ("best", best)])
    }

    fn frame(&mut self) -> Result<Frame> {
        let (tried, best, is_over) = (self.tried, self.right(self.best), self.is_finished());
        // At the end the best one, which need not be the last.
        let number = if is_over { self.best } else { tried };
        let (circuit, wanted) = (self.circuit(number), self.wanted());
        let title = format!("What neuron {number} of 250 leads to");
        let plane = circuit.plane([&title, "A", "B"], INPUTS, wanted);
        let mut frame = Frame::new().panel(plane).panel(circuit.table(wanted));
        if let [_, last] = &circuit.0[..] {
            let title = ["What it reads, and its line", "A OR B", "A AND B"];
            let read = INPUTS.map(|it| [or().forward(&it), and().forward(&it)]);
            frame = frame.panel(Circuit(vec![last.clone()]).plane(title, read, wanted));
        }
        let words = match (best, circuit.0.len()) {
            (4, _) => format!("Neuron {tried} gets all four inputs right."),
            (_, 1) => format!("The best of {tried} neurons gets {best} right. {NO_LINE}"),
            _ => format!("The best of {tried} neurons gets {best} right. {ALIKE}"),
        };
        let graph = circuit.graph(&["A", "B"], &INPUTS[(tried + 3) % 4]);
        Ok(frame.panel(graph).remark_if(is_over, Cause::Note, words))
    }

    fn save(&mut self) -> Result<Self> {
        Ok(self.clone())
    }

    fn load(&mut self, state: &Self) -> Result<()> {
        self.clone_from(state);
        Ok(())
    }
}

impl Gates {
    fn wanted(&self) -> [f64; 4] {
        let mut names = FUNCTIONS.split(' ');
        let bits = names.position(|name| name == self.function).unwrap_or(0);
        [3, 2, 1, 0].map(|bit| (bits >> bit & 1) as f64)
    }

    /// The neuron of this number, counted from 1, behind the first layer if there is one.
    fn circuit(&self, number: usize) -> Circuit {
        let output = vec![(self.function.clone(), candidates().swap_remove(number - 1))];
        let hidden = vec![("OR".into(), or()), ("AND".into(), and())];
        Circuit(match self.layers.as_str() {
            "1" => vec![output],
            _ => vec![hidden, output],
        })
    }

    /// How many of the four inputs come out right.
    fn right(&self, number: usize) -> usize {
        self.circuit(number).right(INPUTS, self.wanted())
    }
}
