//! What is asked and said of a language model, and settings worth showing.

use common::demo::{Preset, Words};

/// For whoever shows it.
pub const WORDS: Words = Words {
    title: "A network that learns to write",
    week: 8,
    minutes: 6,
    step: "one update from one window, then eight characters",
    steps: 400,
    question: "It reads Shakespeare character by character. What will it write first: spaces, words or names?",
    script: [
        "Ask, then play 15 steps: 'test bits' is at 'single characters', and it writes what is frequent, in any order.",
        "At 150 it is below 'behind another': words of a few letters. At 400 it is at 3.1, and lines begin and end.",
        "Turn 'Temperature' to 0, play 60 steps and look at the bars; then to 2. Which of the two knows more?",
    ],
    presets: &[
        Preset {
            name: "Cold and hot",
            settings: "temperature=0&b.temperature=1.5",
            why: "After 400 steps the same network writes a few words again and again at 0, and hardly a word at 1.5.",
        },
        Preset {
            name: "Four numbers to remember",
            settings: "hidden=4&b.hidden=64",
            why: "400 steps leave four numbers above 3.7 bits, more than the character before is worth; 64 come to 3.1.",
        },
        Preset {
            name: "Two gates or none",
            settings: "cell=gru&b.cell=rnn",
            why: "After 400 steps the GRU is at 3.0 bits or less, the RNN above 3.1, with a third of the weights.",
        },
        Preset {
            name: "Windows of one character",
            settings: "window=1&b.window=32",
            why: "No gradient goes back, and a step reads 16 characters, not 512: 400 steps stay above 3.7 bits.",
        },
    ],
};
