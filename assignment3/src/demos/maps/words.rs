//! What a lecturer needs to know of the three maps.

use common::demo::{Preset, Words};

pub(super) const WORDS: Words = Words {
    title: "Three maps: PCA, kernel PCA, autoencoder",
    week: 9,
    minutes: 8,
    step: "one update of the autoencoder from one batch",
    steps: 600,
    question: "Two numbers for each digit: which map will keep the classes apart, one of lines or one that was learned?",
    script: [
        "Ask, then play at speed max: the map of the code unfolds, and in 600 steps its error falls below that of two components.",
        "Click a digit that lies among others: it is marked on every map, and both ways to make it again stand beside it.",
        "Set 'Data' to rings and 'Components that tell classes apart' on: on one map of three the rings lie side by side.",
    ],
    presets: &[
        Preset {
            name: "Rings",
            settings: "data=rings&telling=true",
            why: "PCA is right for a third of the points, the two of the kernel that tell classes apart, which are not the first, for more than four of five.",
        },
        Preset {
            name: "A linear one is PCA",
            settings: "linear=true&lr=0.03",
            why: "Without hidden layers its error comes within 4 % of that of two components in 600 steps, and no further.",
        },
        Preset {
            name: "γ too large",
            settings: "gamma=20&b.gamma=1",
            why: "At twenty times the usual γ every digit is like itself alone, and class means are right no more often than a guess.",
        },
    ],
};
