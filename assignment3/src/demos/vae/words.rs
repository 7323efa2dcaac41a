//! What is asked and said of a plane of codes, and settings worth showing.

use common::demo::{Preset, Words};

/// For whoever shows it.
pub const WORDS: Words = Words {
    title: "A plane of codes: the VAE's manifold, with β",
    week: 10,
    minutes: 6,
    step: "one update from one batch",
    steps: 600,
    question: "Each digit becomes two numbers. What will stand between a 3 and an 8 on the plane of all codes?",
    script: [
        "Ask, then play 600 steps: 'kl' comes to 2 nats, and groups part in the plot of codes. Which digits share a place?",
        "Click into the plot of codes, between two groups: the picture at the ring is on its way from one to the other.",
        "Turn β to 20, play 300 steps: 'kl' falls below 0.001, the plane is one picture. Then to 0: does it wake?",
    ],
    presets: &[
        Preset {
            name: "No prior",
            settings: "beta=0&b.beta=1",
            why: "After 600 steps a code costs 18 nats or more, with β = 1 two: codes flee each other, out of the prior's plane.",
        },
        Preset {
            name: "Too dear",
            settings: "beta=5&b.beta=1",
            why: "At five times the price a code is not worth it: after 600 steps 'kl' is below 0.01, the plane one picture.",
        },
        Preset {
            name: "MNIST",
            settings: "data=mnist",
            why: "The same of 28x28 pixels: there is more to tell of a picture, and a step takes longer.",
        },
    ],
};
