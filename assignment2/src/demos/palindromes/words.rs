//! What is asked and said of a network that remembers a digit, and settings worth showing.

use common::demo::{Preset, Words};

/// For whoever shows it.
pub const WORDS: Words = Words {
    title: "Which digit the network remembers",
    week: 8,
    minutes: 5,
    step: "one update from one batch",
    steps: 300,
    question: "It reads 2 5 6 5 and has to say how the palindrome ends. Which digit must it remember?",
    script: [
        "Ask. At step 0 two digits are remembered: after the third the state tells one first digit in three.",
        "Play: the right row fills from the left until, after 300 steps, it reaches the answer.",
        "Click another digit in the first column, then in a middle one. Then the preset 'Twenty digits'.",
    ],
    presets: &[
        Preset {
            name: "Twenty digits",
            settings: "length=20",
            why: "The first digit gets a gradient 13,000 times smaller than the last: 1,500 steps of chance.",
        },
        Preset {
            name: "Too fast to keep it",
            settings: "length=12&lr=0.003&b.lr=0.1",
            why: "In 600 steps 0.003 learns 12 digits; at 0.1 gradients beyond 1,000 undo what was learned.",
        },
        Preset {
            name: "Four numbers",
            settings: "hidden=4&b.hidden=32",
            why: "In 500 steps four hidden numbers learn three of ten answers, thirty-two learn all.",
        },
    ],
};
