//! What is asked and said of gradients on their way back through time, and settings worth showing.

use common::demo::{Preset, Words};

/// For whoever shows it.
pub const WORDS: Words = Words {
    title: "Gradients through time: RNN, LSTM, GRU",
    week: 8,
    minutes: 6,
    step: "one update of each network from one batch",
    steps: 300,
    question: "Nineteen digits are read, and the answer is the first: how much of the loss reaches the state that read it?",
    script: [
        "Ask, show step 0: a step back leaves 0.5 to 0.6 in the RNN, so h_1 gets 1e-5; in the LSTM 0.04 or more.",
        "Play 300 steps: the LSTM passes half of the answers, the GRU has begun, the RNN guesses.",
        "Compare 'Half-open gates', then 'A larger matrix': it is no name of a cell that carries, but a factor near 1.",
    ],
    presets: &[
        Preset {
            name: "Half-open gates",
            settings: "forget-bias=0&b.forget-bias=2",
            why: "Forget gates of 0.5 keep 4e-6 over 18 steps: LSTM and GRU guess as the RNN does, for 300 steps.",
        },
        Preset {
            name: "A larger matrix",
            settings: "weight-scale=3&b.weight-scale=1",
            why: "W_h times 3: the first state of the RNN gets more than the last, and 150 steps learn 0.8 and more.",
        },
        Preset {
            name: "Exploding",
            settings: "weight-scale=6&b.weight-scale=3",
            why: "Times 6 it gets 1,000 times as much: norms beyond 100, clipped to 10, and the RNN learns little.",
        },
        Preset {
            name: "Forty digits",
            settings: "length=40&forget-bias=4&b.forget-bias=2",
            why: "The longer the way, the nearer to 1 the gates must be: σ(2) = 0.88 keeps 0.01 over 38 steps, σ(4) a half.",
        },
    ],
};
