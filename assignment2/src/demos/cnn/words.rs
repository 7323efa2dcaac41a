//! What is said of the demonstration to whoever shows it.

use common::demo::{Preset, Words};

/// The words of the demonstration.
pub const WORDS: Words = Words {
    title: "A digit that you draw, seen by a CNN",
    week: 7,
    minutes: 6,
    step: "one update from one batch",
    steps: 300,
    question: "Which part of this digit would you cover so that it is taken for another one?",
    script: [
        "Ask, then play: after 50 steps the answer is 7 with more than 0.7, after 300 more than 85 of 100 test digits are right.",
        "Show 'What 7 rests on': blue is where the square costs most. Turn 'Begin with test digit': which stroke makes an 8?",
        "Click into the bars and draw: a line from click to click; a second click at one place lifts the pen. Then draw it at the edge.",
    ],
    presets: &[
        Preset {
            name: "Seven, by three clicks",
            settings: "example=0&turn=0:touch=0,7,7&turn=0:touch=0,20,7&turn=0:touch=0,12,22",
            why: "After 300 steps two straight lines are a seven with a probability above 0.8.",
        },
        Preset {
            name: "The same at the edge",
            settings: "example=0&turn=0:touch=0,1,2&turn=0:touch=0,14,2&turn=0:touch=0,6,17",
            why: "After 300 steps it is taken for another digit: maps move with the drawing, the classifier has learned places.",
        },
        Preset {
            name: "Too fast",
            settings: "lr=0.3&b.lr=0.002",
            why: "At 0.3 no more than 15 of 100 digits are right after 300 steps, as if guessed; at 0.002 more than 85.",
        },
    ],
};
